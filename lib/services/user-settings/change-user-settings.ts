import type { UserContext } from "@/lib/access/actor";
import type { SettingsAnswer, SettingsPatch } from "@/lib/contract/account";
import { transaction } from "@/lib/db/client";
import { getUserSettings } from "@/lib/services/user-settings/get-user-settings";

/** Saves what the patch names. The selection is changed by a switch, never here. */
export async function changeUserSettings(ctx: UserContext, patch: SettingsPatch): Promise<SettingsAnswer> {
  const userId = ctx.actor.id;
  await transaction((tx) =>
    tx.userSettings.upsert({ where: { userId }, create: { userId, ...patch }, update: patch }),
  );
  return getUserSettings(ctx);
}

import type { UserContext } from "@/lib/access/actor";
import { Theme, type SettingsAnswer } from "@/lib/contract/account";
import { db } from "@/lib/db/client";
import { getEffectiveSelection } from "@/lib/services/selections/get-effective-selection";

/** The user's own settings; `active…` is what answers a new conversation of theirs, as `GET /api/models` has it. */
export async function getUserSettings(ctx: UserContext): Promise<SettingsAnswer> {
  const [row, selection] = await Promise.all([
    db().userSettings.findUnique({ where: { userId: ctx.actor.id } }),
    getEffectiveSelection(ctx),
  ]);
  return {
    activeProvider: selection?.provider ?? null,
    activeModel: selection?.model ?? null,
    activeTier: selection?.tier ?? null,
    memoryEnabled: row?.memoryEnabled ?? null,
    theme: Theme.catch("system").parse(row?.theme),
    shortcuts: row?.shortcuts ?? true,
  };
}

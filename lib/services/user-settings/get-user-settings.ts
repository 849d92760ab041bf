import type { UserContext } from "@/lib/access/actor";
import { Theme, type SettingsAnswer } from "@/lib/contract/account";
import { db, type Prisma } from "@/lib/db/client";

/** The user's own settings, and the model that they chose last (null until they choose one). */
export async function getUserSettings(ctx: UserContext): Promise<SettingsAnswer> {
  const row = await db().userSettings.findUnique({ where: { userId: ctx.actor.id } });
  return toSettings(row);
}

export function toSettings(row: Prisma.UserSettingsModel | null): SettingsAnswer {
  return {
    activeProvider: row?.activeProvider ?? null,
    activeModel: row?.activeModel ?? null,
    activeTier: row?.activeTier ?? null,
    memoryEnabled: row?.memoryEnabled ?? null,
    theme: Theme.catch("system").parse(row?.theme),
    shortcuts: row?.shortcuts ?? true,
  };
}

import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import type { ListedProfile } from "@/lib/contract/entitlements";
import { db } from "@/lib/db/client";

/** All profiles in the order of their tiers, with whether they are on: there are few. @throws forbidden */
export async function findAvailability(ctx: Context): Promise<{ items: ListedProfile[]; nextCursor: null }> {
  assertCan(ctx.actor, "model:manage");
  const rows = await db().modelProfile.findMany({
    orderBy: [{ tier: { position: "asc" } }, { position: "asc" }, { displayName: "asc" }, { id: "asc" }],
  });
  const items = rows.map(
    ({ id, displayName, enabled, maintenanceUntil, maxTokens, tierId, provider, modelId, isDefault }) => ({
      id,
      displayName,
      enabled,
      maintenanceUntil: maintenanceUntil?.toISOString() ?? null,
      maxTokens,
      tier: tierId,
      provider,
      modelId,
      isDefault,
    }),
  );
  return { items, nextCursor: null };
}

import type { UserContext } from "@/lib/access/actor";
import type { UpgradeRequest, UpgradesQuery } from "@/lib/contract/upgrade";
import { db } from "@/lib/db/client";
import { pageOf, placeAfter, type Page } from "@/lib/services/lists/page";
import { toUpgrade } from "@/lib/services/upgrades/to-upgrade";

/** What this user asked for, newest first. @throws invalid_request (cursor) */
export async function findOwnUpgrades(
  ctx: UserContext,
  { state, cursor, limit = 50 }: UpgradesQuery,
): Promise<Page<UpgradeRequest>> {
  const rows = await db().upgradeRequest.findMany({
    where: { AND: [{ userId: ctx.actor.id, ...(state && { state }) }, placeAfter(cursor)] },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  return pageOf(rows, limit, toUpgrade);
}

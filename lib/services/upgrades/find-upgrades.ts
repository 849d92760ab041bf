import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import type { ListedUpgradeRequest, UpgradesQuery } from "@/lib/contract/upgrade";
import { db } from "@/lib/db/client";
import { pageOf, placeAfter, type Page } from "@/lib/services/lists/page";
import { toUpgrade } from "@/lib/services/upgrades/to-upgrade";

/** Everybody's requests, newest first. @throws forbidden, invalid_request (cursor) */
export async function findUpgrades(
  ctx: Context,
  { state, cursor, limit = 50 }: UpgradesQuery,
): Promise<Page<ListedUpgradeRequest>> {
  assertCan(ctx.actor, "upgrade:decide");
  const rows = await db().upgradeRequest.findMany({
    where: { AND: [{ ...(state && { state }) }, placeAfter(cursor)] },
    include: { user: { select: { id: true, name: true, email: true, accountTier: true } } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  return pageOf(rows, limit, (row) => ({ ...toUpgrade(row), user: row.user }));
}

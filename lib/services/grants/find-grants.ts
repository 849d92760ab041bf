import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import type { AdminListQuery, ListedGrant } from "@/lib/contract/entitlements";
import { db } from "@/lib/db/client";
import { inForce, toGrant } from "@/lib/services/grants/to-grant";
import { pageOf, placeAfter, type Page } from "@/lib/services/lists/page";

/** Grants in force, newest first. @throws forbidden, invalid_request (cursor) */
export async function findGrants(ctx: Context, query: AdminListQuery): Promise<Page<ListedGrant>> {
  assertCan(ctx.actor, "grant:change");
  const { limit = 50 } = query;
  const rows = await db().tierGrant.findMany({
    where: { AND: [inForce(), placeAfter(query.cursor)] },
    include: { user: { select: { id: true, name: true, email: true } } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  return pageOf(rows, limit, (row) => ({
    ...toGrant(row),
    user: row.user,
    createdAt: row.createdAt.toISOString(),
  }));
}

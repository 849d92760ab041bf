import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { FlagKey, type Flag } from "@/lib/contract/flags";
import { db } from "@/lib/db/client";
import { toFlag } from "@/lib/services/flags/to-flag";

/** All flags that this version knows, by name. @throws forbidden */
export async function findFlags(ctx: Context): Promise<{ items: Flag[]; nextCursor: null }> {
  assertCan(ctx.actor, "flag:read");
  const rows = await db().featureFlag.findMany({
    where: { key: { in: FlagKey.options } },
    orderBy: { key: "asc" },
  });
  return { items: rows.map(toFlag), nextCursor: null };
}

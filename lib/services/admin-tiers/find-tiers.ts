import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import type { AdminTier } from "@/lib/contract/entitlements";
import { db } from "@/lib/db/client";
import { readTiers } from "@/lib/services/admin-tiers/read-tiers";

/** All tiers, in their order rather than by age: there are few. @throws forbidden */
export async function findTiers(ctx: Context): Promise<{ items: AdminTier[]; nextCursor: null }> {
  assertCan(ctx.actor, "permission:read");
  return { items: await readTiers(db()), nextCursor: null };
}

import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { FlagKey, type Flag } from "@/lib/contract/flags";
import { db, type Transaction } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { toFlag } from "@/lib/services/flags/to-flag";

/** @throws forbidden, not_found */
export async function getFlag(ctx: Context, key: string): Promise<Flag> {
  assertCan(ctx.actor, "flag:read");
  return readFlag(db(), key);
}

/** @throws not_found */
export async function readFlag(tx: Transaction, key: string): Promise<Flag> {
  const known = FlagKey.safeParse(key).data;
  const row = known && (await tx.featureFlag.findUnique({ where: { key: known } }));
  if (!row) throw problem("not_found", "There is no such flag.");
  return toFlag(row);
}

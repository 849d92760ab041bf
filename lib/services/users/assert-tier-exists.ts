import type { Transaction } from "@/lib/db/client";
import { problem } from "@/lib/errors";

/** @throws invalid_request at `accountTier` */
export async function assertTierExists(tx: Transaction, id: string): Promise<void> {
  if (await tx.tier.findUnique({ where: { id }, select: { id: true } })) return;
  throw problem("invalid_request", `There is no tier "${id}".`, {
    issues: [{ path: "accountTier", message: "there is no such tier" }],
  });
}

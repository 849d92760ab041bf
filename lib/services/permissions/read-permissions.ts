import type { Matrix, Permissions } from "@/lib/contract/entitlements";
import type { Transaction } from "@/lib/db/client";
import { problem } from "@/lib/errors";

const revision = "permissions";

/** The matrix with its version; every tier has a row, in the tiers' order. */
export async function readPermissions(tx: Transaction): Promise<Permissions> {
  const [tiers, rows, row] = await Promise.all([
    tx.tier.findMany({ orderBy: { position: "asc" }, select: { id: true } }),
    tx.tierPermission.findMany(),
    tx.revision.findUnique({ where: { name: revision } }),
  ]);
  const ids = tiers.map(({ id }) => id);
  const allows = (account: string, tier: string) =>
    rows.some(({ accountTierId, tierId }) => accountTierId === account && tierId === tier);
  const matrix: Matrix = Object.fromEntries(
    ids.map((account) => [account, ids.filter((tier) => allows(account, tier))]),
  );
  return { matrix, version: row?.version ?? 0 };
}

/**
 * Moves the version of tiers and matrix on: whoever edits an older one is told.
 * @param from the version that the change stands on; absent where any will do
 * @returns the new version
 * @throws version_conflict
 */
export async function movePermissions(tx: Transaction, from?: number): Promise<number> {
  await tx.revision.upsert({ where: { name: revision }, create: { name: revision }, update: {} });
  const { count } = await tx.revision.updateMany({
    where: { name: revision, ...(from !== undefined && { version: from }) },
    data: { version: { increment: 1 } },
  });
  if (!count)
    throw problem(
      "version_conflict",
      "Somebody else changed the permissions in the meantime. Nothing was saved; look at them again.",
    );
  return (await tx.revision.findUniqueOrThrow({ where: { name: revision } })).version;
}

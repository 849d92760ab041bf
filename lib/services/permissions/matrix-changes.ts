import type { Matrix } from "@/lib/contract/entitlements";
import { problem } from "@/lib/errors";

/** One cell of the matrix that a change sets or clears. */
export interface Cell {
  accountTier: string;
  tier: string;
}

/**
 * The difference between two matrices, cell by cell. `before` has a row for every tier.
 * @throws invalid_request where `after` names a tier that there is not
 */
export function matrixChanges(before: Matrix, after: Matrix): { added: Cell[]; removed: Cell[] } {
  const ids = Object.keys(before);
  const known = new Set(ids);
  const issues = Object.entries(after).flatMap(([accountTier, tiers]) =>
    [accountTier, ...tiers]
      .filter((id) => !known.has(id))
      .map((id) => ({ path: `matrix.${accountTier}`, message: `there is no tier "${id}"` })),
  );
  if (issues.length)
    throw problem("invalid_request", "The matrix names a tier that this site does not have.", { issues });
  const added: Cell[] = [];
  const removed: Cell[] = [];
  for (const accountTier of ids)
    for (const tier of ids) {
      const was = before[accountTier]?.includes(tier) ?? false;
      const will = after[accountTier]?.includes(tier) ?? false;
      if (!was && will) added.push({ accountTier, tier });
      if (was && !will) removed.push({ accountTier, tier });
    }
  return { added, removed };
}

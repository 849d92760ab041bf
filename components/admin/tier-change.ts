import { listOfWords, tierNameOf, type TierName } from "@/components/admin/tier-names";
import type { Matrix } from "@/lib/contract/entitlements";

/** What the matrix gives and takes when an account of tier `from` becomes one of tier `to`, in the tiers' order. */
export function tierChange(matrix: Matrix, tiers: readonly TierName[], from: string, to: string) {
  const before = matrix[from] ?? [];
  const after = matrix[to] ?? [];
  const ids = tiers.map(({ id }) => id);
  return {
    gains: ids.filter((id) => after.includes(id) && !before.includes(id)),
    loses: ids.filter((id) => before.includes(id) && !after.includes(id)),
  };
}

/** "gains Pro and loses Code", "may use the same tiers as before" */
export function tierChangeWords(
  matrix: Matrix,
  tiers: readonly TierName[],
  from: string,
  to: string,
): string {
  const { gains, loses } = tierChange(matrix, tiers, from, to);
  const names = (ids: string[]) => listOfWords(ids.map((id) => tierNameOf(tiers, id)));
  const parts = [gains.length && `gains ${names(gains)}`, loses.length && `loses ${names(loses)}`];
  return parts.filter(Boolean).join(" and ") || "may use the same tiers as before";
}

import { listOfWords, tierNameOf, type TierName } from "@/components/admin/tier-names";
import type { Matrix, PermissionsEffect } from "@/lib/contract/entitlements";

/** One cell that is not as it was: may accounts of `accountTier` use `tier` now? */
export type CellChange = { accountTier: string; tier: string; allowed: boolean };

export function mayUse(matrix: Matrix, accountTier: string, tier: string): boolean {
  return matrix[accountTier]?.includes(tier) ?? false;
}

/** The matrix with one cell set. */
export function withCell(matrix: Matrix, { accountTier, tier, allowed }: CellChange): Matrix {
  const others = (matrix[accountTier] ?? []).filter((id) => id !== tier);
  return { ...matrix, [accountTier]: allowed ? [...others, tier] : others };
}

/** The cells in which `after` differs from `before`, row by row in the order of `ids`. */
export function changedCells(before: Matrix, after: Matrix, ids: readonly string[]): CellChange[] {
  return ids.flatMap((accountTier) =>
    ids
      .filter((tier) => mayUse(before, accountTier, tier) !== mayUse(after, accountTier, tier))
      .map((tier) => ({ accountTier, tier, allowed: mayUse(after, accountTier, tier) })),
  );
}

/** The own changes, made to a matrix that somebody else has saved meanwhile. Rows of tiers that are gone are left out. */
export function rebased(changes: readonly CellChange[], onto: Matrix): Matrix {
  return changes
    .filter(({ accountTier, tier }) => accountTier in onto && tier in onto)
    .reduce(withCell, onto);
}

/** "Pro may use Code", "Trial may not use Pro" */
export function cellWords({ accountTier, tier, allowed }: CellChange, tiers: readonly TierName[]): string {
  return `${tierNameOf(tiers, accountTier)} may ${allowed ? "" : "not "}use ${tierNameOf(tiers, tier)}`;
}

/** What saving would do, in people and running answers. */
export function effectWords(effect: PermissionsEffect, tiers: readonly TierName[]): string {
  const { gains, loses, active, runningAnswers } = effect;
  const counted = (counts: Record<string, number>) => Object.entries(counts).filter(([, count]) => count > 0);
  const gained = counted(gains).map(
    ([tier, count]) => `${people(count)} ${count === 1 ? "gains" : "gain"} ${tierNameOf(tiers, tier)}.`,
  );
  const lost = counted(loses).map(([tier, count]) => {
    const now = active[tier] ?? 0;
    const back = `${now} ${now === 1 ? "has it active and goes" : "have it active and go"} back to a model that is allowed`;
    return `${people(count)} ${count === 1 ? "loses" : "lose"} ${tierNameOf(tiers, tier)}${now > 0 ? `: ${back}` : ""}.`;
  });
  const running =
    runningAnswers > 0
      ? [
          runningAnswers === 1
            ? "1 answer is running and finishes first."
            : `${runningAnswers} answers are running and finish first.`,
        ]
      : [];
  const words = [...gained, ...lost, ...running].join(" ");
  return words || "Nobody is touched today: no account has what changes. It counts for accounts to come.";
}

const people = (count: number) =>
  count === 1 ? "1 person" : `${new Intl.NumberFormat("en-GB").format(count)} people`;

/** What somebody else has saved meanwhile: "Pro may use Code and Trial may not use Pro". */
export function othersWords(changes: readonly CellChange[], tiers: readonly TierName[]): string {
  return listOfWords(changes.map((change) => cellWords(change, tiers)));
}

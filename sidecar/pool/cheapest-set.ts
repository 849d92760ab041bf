/** Something that could go: what that frees, and what its loss costs. */
export interface Candidate<Item> {
  item: Item;
  bytes: number;
  cost: number;
}

/** Combinations that are looked at before the best one so far has to do: far more than ten models have. */
const mostSteps = 20_000;

/**
 * The candidates that free at least so many bytes at the least cost; at equal cost the fewest, then those that stand
 * first. Empty: nobody needs to go. Null: all together are not enough.
 */
export function cheapestSet<Item>(candidates: Candidate<Item>[], missingBytes: number): Item[] | null {
  if (missingBytes <= 0) return [];
  const sorted = candidates.toSorted((left, right) => left.cost - right.cost);
  /** What is left to be had from each position on. */
  const rest = sorted.map((_, from) => sorted.slice(from).reduce((sum, { bytes }) => sum + bytes, 0));
  let best: { chosen: Item[]; cost: number } | null = null;
  let steps = 0;

  function look(at: number, chosen: Item[], missing: number, cost: number): void {
    steps += 1;
    if (best && (steps > mostSteps || cost > best.cost)) return;
    if (best && cost === best.cost && chosen.length >= best.chosen.length) return;
    if (missing <= 0) {
      best = { chosen, cost };
      return;
    }
    const candidate = sorted[at];
    if (!candidate || (rest[at] ?? 0) < missing) return;
    look(at + 1, [...chosen, candidate.item], missing - candidate.bytes, cost + candidate.cost);
    look(at + 1, chosen, missing, cost);
  }

  look(0, [], missingBytes, 0);
  return (best as { chosen: Item[] } | null)?.chosen ?? null;
}

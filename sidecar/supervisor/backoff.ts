/** A process that lived so long was well: the next failure counts as the first. */
export const healthyAfterMs = 30_000;

/** Wait before the next start, after so many failures in a row: 0.25 s, doubled each time, at most 10 s. */
export function backoffMs(failures: number): number {
  return Math.min(10_000, 250 * 2 ** Math.max(0, failures - 1));
}

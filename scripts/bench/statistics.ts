/** The value below which `share` of them lie; NaN for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** `p50 / p95` in ms. */
export const p50p95 = (values: readonly number[]): string =>
  `${quantile(values, 0.5).toFixed(0)} / ${quantile(values, 0.95).toFixed(0)} ms`;

/** So many times, or as BENCH_ROUNDS says: to see whether a section works, once is enough. */
export const roundsOf = (usual: number): number => Number(process.env["BENCH_ROUNDS"] ?? usual);

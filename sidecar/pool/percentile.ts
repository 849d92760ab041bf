/** The value that so large a share of the values (0…1) does not exceed; undefined when there are none. */
export function percentile(values: number[], share: number): number | undefined {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

const gibibyte = 2 ** 30;

/** "3.4 GiB"; small ones with two digits. */
export function gibibytes(bytes: number): string {
  return `${gibibyteFigure(bytes)} GiB`;
}

/** "3.4" */
export function gibibyteFigure(bytes: number): string {
  const value = bytes / gibibyte;
  return value >= 0.95 || value === 0 ? value.toFixed(1) : value.toFixed(2);
}

/** "2 answers", "–" */
export function answerCount(leases: number): string {
  return leases === 0 ? "–" : `${leases} answer${leases === 1 ? "" : "s"}`;
}

/** "in 40 seconds", "in 12 minutes": rounded up, so that the promise holds. */
export function retryText(retryAfterMs: number | undefined): string {
  if (retryAfterMs === undefined) return "in a few minutes";
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  if (seconds <= 60) return seconds === 1 ? "in 1 second" : `in ${seconds} seconds`;
  return `in ${Math.ceil(seconds / 60)} minutes`;
}

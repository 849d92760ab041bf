const dayMs = 86_400_000;

/** "8 days left", "5 hours left": rounded down, so that nobody counts on more. */
export function timeLeft(untilIso: string, now: Date): string {
  const leftMs = new Date(untilIso).getTime() - now.getTime();
  if (leftMs <= 0) return "ended";
  const days = Math.floor(leftMs / dayMs);
  if (days >= 1) return days === 1 ? "1 day left" : `${days} days left`;
  const hours = Math.floor(leftMs / 3_600_000);
  return hours >= 1 ? (hours === 1 ? "1 hour left" : `${hours} hours left`) : "less than an hour left";
}

/** The last second of the day that a date field names (`2026-11-30`), where the reader is; null while it is empty. */
export function endOfDay(date: string): string | null {
  if (!date) return null;
  const end = new Date(`${date}T23:59:59`);
  return Number.isNaN(end.getTime()) ? null : end.toISOString();
}

/** A day as date fields write it: `2026-11-30`. */
export function dateField(at: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

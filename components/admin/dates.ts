const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const moment = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});
const dayMs = 86_400_000;

/** "22 Nov 2026", where the reader is. */
export const dayWords = (iso: string) => day.format(new Date(iso));
/** "22 Nov, 14:05", where the reader is. */
export const momentWords = (iso: string) => moment.format(new Date(iso));

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

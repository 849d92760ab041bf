export type DayGroup<Item> = { label: string; items: Item[] };

const dayMs = 86_400_000;

function startOfDay(time: Date): number {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();
}

/** Days between two calendar days; a day of 23 or 25 hours still counts as one. */
function daysBetween(from: Date, to: Date): number {
  return Math.round((startOfDay(to) - startOfDay(from)) / dayMs);
}

function labelOf(time: Date, now: Date, locale: string): string {
  const days = daysBetween(time, now);
  if (days <= 0) return "Today";
  if (days === 1) return "Yesterday";
  if (days <= 7) return "Last 7 days";
  if (days <= 30) return "Last 30 days";
  return new Intl.DateTimeFormat(locale, { month: "long", year: "numeric" }).format(time);
}

/**
 * Groups by the calendar day in the person's own time zone, in the order given (newest first).
 * A clock that runs ahead of this one counts as today.
 */
export function groupByDay<Item extends { updatedAt: string }>(
  items: Item[],
  now: Date,
  locale = "en",
): DayGroup<Item>[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const label = labelOf(new Date(item.updatedAt), now, locale);
    const group = groups.get(label);
    if (group) group.push(item);
    else groups.set(label, [item]);
  }
  return [...groups].map(([label, members]) => ({ label, items: members }));
}

/** What the filter fields hold; empty means all. Days are those of the reader. */
export type AuditFilters = {
  action: string;
  outcome: string;
  actor: string;
  target: string;
  from: string;
  to: string;
};

export const noFilters: AuditFilters = { action: "", outcome: "", actor: "", target: "", from: "", to: "" };
const names = ["action", "outcome", "actor", "target", "from", "to"] as const;

/** From the page's address, so that a filtered trail can be linked to and kept. */
export function filtersOf(params: Record<string, string | string[] | undefined>): AuditFilters {
  const one = (name: (typeof names)[number]) => {
    const value = params[name];
    return typeof value === "string" ? value.slice(0, 300) : undefined;
  };
  // The page is about switches unless its address says otherwise.
  const action = one("action") ?? (names.some((name) => one(name) !== undefined) ? "" : "model.switch");
  return {
    action,
    outcome: one("outcome") ?? "",
    actor: one("actor") ?? "",
    target: one("target") ?? "",
    from: one("from") ?? "",
    to: one("to") ?? "",
  };
}

/** For the page's address. */
export function addressOf(filters: AuditFilters): string {
  // The action is said also when it is all of them: absent, it would mean switches.
  const search = new URLSearchParams({ action: filters.action });
  for (const name of names) if (name !== "action" && filters[name]) search.set(name, filters[name]);
  return `?${search}`;
}

/** For the API. */
export function queryOf(filters: AuditFilters): string {
  const { from, to, ...rest } = filters;
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(rest)) if (value.trim()) search.set(name, value.trim());
  const begin = midnight(from, 0);
  const end = midnight(to, 1);
  if (begin) search.set("from", begin);
  if (end) search.set("to", end);
  return search.toString();
}

/** When a day begins where the reader is, or the one that many days later; null for what is no day. */
function midnight(date: string, daysLater: number): string | null {
  const at = new Date(`${date}T00:00:00`);
  if (Number.isNaN(at.getTime())) return null;
  at.setDate(at.getDate() + daysLater);
  return at.toISOString();
}

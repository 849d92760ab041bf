import type { AuditItem } from "@/lib/contract/audit";

const columns = [
  "seq",
  "at",
  "actorKind",
  "actorId",
  "actorRole",
  "action",
  "outcome",
  "target",
  "from",
  "to",
  "reason",
  "details",
  "requestId",
  "hash",
  "prevHash",
] as const;

export const csvHead = `${columns.join(",")}\r\n`;

/** One line of RFC 4180. Objects stand as JSON. */
export function csvLine({ actor, ...item }: AuditItem): string {
  const flat = { ...item, actorKind: actor.kind, actorId: actor.id, actorRole: actor.role };
  return `${columns.map((name) => csvCell(flat[name])).join(",")}\r\n`;
}

/** A text that a spreadsheet would take for a formula gets an apostrophe before it. */
export function csvCell(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "number") return String(value);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

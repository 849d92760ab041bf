function text(error: unknown, depth = 0): string {
  if (typeof error !== "object" || error === null || depth > 4) return String(error);
  const { message, code, meta, cause } = error as Record<string, unknown>;
  return [message, code, meta && JSON.stringify(meta), cause && text(cause, depth + 1)]
    .filter(Boolean)
    .join(" ");
}

/** The disk is full, as SQLite, Node or Prisma say it. */
export function isStorageFull(error: unknown): boolean {
  return /SQLITE_FULL|disk is full|ENOSPC/.test(text(error));
}

/** A unique index refused the row (Prisma's P2002, on SQLite and PostgreSQL). */
export function isUniqueViolation(error: unknown): boolean {
  return typeof error === "object" && error !== null && (error as { code?: unknown }).code === "P2002";
}

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

/** A unique index refused the row: P2002 of Prisma's own statements, P2010 with this cause of written ones. */
export function isUniqueViolation(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, meta } = error as {
    code?: unknown;
    meta?: { driverAdapterError?: { cause?: { kind?: unknown } } };
  };
  return code === "P2002" || meta?.driverAdapterError?.cause?.kind === "UniqueConstraintViolation";
}

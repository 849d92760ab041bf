/** A place in a list that is ordered by time and id, newest first. */
export interface ListPlace {
  at: Date;
  id: string;
}

/** Opaque for clients, safe in a URL. */
export function encodeCursor({ at, id }: ListPlace): string {
  return Buffer.from(`${at.toISOString()} ${id}`).toString("base64url");
}

/** @returns null for anything that encodeCursor did not make */
export function decodeCursor(cursor: string): ListPlace | null {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (\S+)$/.exec(
    Buffer.from(cursor, "base64url").toString(),
  );
  const at = new Date(match?.[1] ?? Number.NaN);
  return match?.[2] && !Number.isNaN(at.getTime()) ? { at, id: match[2] } : null;
}

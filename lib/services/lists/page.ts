import { problem } from "@/lib/errors";
import { decodeCursor, encodeCursor } from "@/lib/shared/cursor";

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** The `where` of what follows a cursor in a list that is ordered by creation, newest first. @throws invalid_request */
export function placeAfter(cursor: string | undefined) {
  if (cursor === undefined) return {};
  const after = decodeCursor(cursor);
  if (!after)
    throw problem("invalid_request", "The cursor is not one that this list gave out.", {
      issues: [{ path: "cursor", message: "not a cursor of this list" }],
    });
  return { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] };
}

/** A page out of `limit + 1` rows. */
export function pageOf<R extends { id: string; createdAt: Date }, T>(
  rows: R[],
  limit: number,
  toItem: (row: R) => T,
): Page<T> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(toItem),
    nextCursor: rows.length > limit && last ? encodeCursor({ at: last.createdAt, id: last.id }) : null,
  };
}

import type { ConversationSummary } from "@/lib/contract/chat";

/**
 * The list after its first page was read again: the page is the truth for the span that it covers, older rows that
 * were loaded before stay.
 */
export function mergeFirstPage(
  old: ConversationSummary[],
  page: { items: ConversationSummary[]; nextCursor: string | null },
): ConversationSummary[] {
  const last = page.items.at(-1);
  if (page.nextCursor === null || !last) return page.items;
  const fresh = new Set(page.items.map(({ id }) => id));
  return [...page.items, ...old.filter(({ id, updatedAt }) => !fresh.has(id) && updatedAt < last.updatedAt)];
}

/** The list with a further page at its end; rows that moved up in the meantime stand once. */
export function appendPage(old: ConversationSummary[], items: ConversationSummary[]): ConversationSummary[] {
  const known = new Set(old.map(({ id }) => id));
  return [...old, ...items.filter(({ id }) => !known.has(id))];
}

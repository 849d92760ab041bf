import type { UserContext } from "@/lib/access/actor";
import type { ConversationsAnswer } from "@/lib/contract/chat";
import { db, type Prisma } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { conversationSummary } from "@/lib/services/chats/conversation-view";
import { searchConversations } from "@/lib/services/chats/search-conversations";
import { decodeCursor, encodeCursor, type ListPlace } from "@/lib/shared/cursor";

/**
 * The user's own conversations, newest first.
 * @param query text that stands in the title or in a message, in any case
 * @param cursor `nextCursor` of the page before; places stay stable while chats move to the top
 * @throws invalid_request for a cursor that is none
 */
export async function findConversations(
  ctx: UserContext,
  { query, cursor, limit = 50 }: { query?: string; cursor?: string; limit?: number } = {},
): Promise<ConversationsAnswer> {
  const after = cursor === undefined ? undefined : placeOf(cursor);
  const text = query?.trim();
  const where: Prisma.ConversationWhereInput = {
    userId: ctx.actor.id,
    ...(text && { id: { in: await searchConversations(ctx.actor.id, text) } }),
    ...(after && { OR: [{ updatedAt: { lt: after.at } }, { updatedAt: after.at, id: { lt: after.id } }] }),
  };
  const rows = await db().conversation.findMany({
    where,
    orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
    take: limit + 1,
    include: { generations: { where: { state: "running" }, select: { id: true }, take: 1 } },
  });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(({ generations, ...row }) => conversationSummary(row, generations.length > 0)),
    nextCursor: rows.length > limit && last ? encodeCursor({ at: last.updatedAt, id: last.id }) : null,
  };
}

function placeOf(cursor: string): ListPlace {
  const place = decodeCursor(cursor);
  if (place) return place;
  throw problem(
    "invalid_request",
    "This list can not be continued from here; load it again from its start.",
    {
      issues: [{ path: "query.cursor", message: "not a cursor of this list" }],
    },
  );
}

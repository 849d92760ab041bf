import type { Conversation, ConversationSummary } from "@/lib/contract/chat";
import type { Selection } from "@/lib/contract/selection";
import type { Prisma } from "@/lib/db/client";

type Row = Prisma.ConversationGetPayload<object>;

/** A stored conversation as clients see it, with the selection that is effective in it. */
export function conversationView(row: Row, selection: Selection | null): Conversation {
  return {
    id: row.id,
    title: row.title,
    selection,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** One line of the list. */
export function conversationSummary(row: Row, running: boolean): ConversationSummary {
  return {
    id: row.id,
    title: row.title,
    running,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

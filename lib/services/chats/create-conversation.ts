import { randomUUID } from "node:crypto";
import type { UserContext } from "@/lib/access/actor";
import type { Conversation } from "@/lib/contract/chat";
import { db } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { events } from "@/lib/events/bus";
import { conversationView } from "@/lib/services/chats/conversation-view";
import { isUuid } from "@/lib/services/chats/uuid";
import { getEffectiveSelection } from "@/lib/services/selections/get-effective-selection";
import { isUniqueViolation } from "@/lib/shared/storage-errors";

/**
 * An empty conversation. Its selection is taken with its first message; until then the user's is effective.
 * @throws invalid_request for an id that is no UUID, version_conflict for one that is taken
 */
export async function createConversation(
  ctx: UserContext,
  { id = randomUUID(), title = "" }: { id?: string; title?: string },
): Promise<{ conversation: Conversation }> {
  if (!isUuid(id))
    throw problem("invalid_request", "The id of a new chat has to be a fresh UUID.", {
      issues: [{ path: "id", message: "not a UUID" }],
    });
  try {
    const row = await db().conversation.create({ data: { id, userId: ctx.actor.id, title: title.trim() } });
    events().publish(ctx.actor.id, { name: "conversation.changed", data: { id, running: false } });
    return { conversation: conversationView(row, await getEffectiveSelection(ctx, id)) };
  } catch (error) {
    if (isUniqueViolation(error))
      throw problem("version_conflict", "This id is taken. Use a fresh one for a new chat.");
    throw error;
  }
}

import type { UserContext } from "@/lib/access/actor";
import type { ConversationAnswer } from "@/lib/contract/chat";
import { db } from "@/lib/db/client";
import { conversationView } from "@/lib/services/chats/conversation-view";
import { ownConversation } from "@/lib/services/chats/own-conversation";
import { messageView } from "@/lib/services/messages/message-view";
import { getEffectiveSelection } from "@/lib/services/selections/get-effective-selection";

/**
 * One conversation with its messages, oldest first. A running answer has the text that is saved so far; its stream has
 * the rest. Answers that a regeneration replaced are left out.
 * @throws not_found
 */
export async function getConversation(ctx: UserContext, { id }: { id: string }): Promise<ConversationAnswer> {
  const conversation = await ownConversation(db(), ctx, id);
  const [messages, selection] = await Promise.all([
    db().message.findMany({ where: { conversationId: id, replacedAt: null }, orderBy: { rowId: "asc" } }),
    getEffectiveSelection(ctx, id),
  ]);
  return { conversation: conversationView(conversation, selection), messages: messages.map(messageView) };
}

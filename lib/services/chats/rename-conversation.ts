import type { UserContext } from "@/lib/access/actor";
import type { Conversation } from "@/lib/contract/chat";
import { db, transaction } from "@/lib/db/client";
import { events } from "@/lib/events/bus";
import { conversationView } from "@/lib/services/chats/conversation-view";
import { ownConversation } from "@/lib/services/chats/own-conversation";
import { getEffectiveSelection } from "@/lib/services/selections/get-effective-selection";

/** Gives a conversation another title. Its place in the list stays: that goes by its messages. @throws not_found */
export async function renameConversation(
  ctx: UserContext,
  { id, title }: { id: string; title: string },
): Promise<{ conversation: Conversation }> {
  const row = await transaction(async (tx) => {
    await ownConversation(tx, ctx, id);
    return tx.conversation.update({ where: { id }, data: { title } });
  });
  const running = (await db().generation.count({ where: { runningFor: id } })) > 0;
  events().publish(ctx.actor.id, { name: "conversation.changed", data: { id, running } });
  return { conversation: conversationView(row, await getEffectiveSelection(ctx, id)) };
}

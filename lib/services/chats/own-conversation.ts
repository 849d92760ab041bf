import type { UserContext } from "@/lib/access/actor";
import type { Transaction } from "@/lib/db/client";
import { problem, type ProblemError } from "@/lib/errors";

/** "Not there" and "not yours" are one answer. */
export function noSuchConversation(): ProblemError {
  return problem("not_found", "There is no such chat.");
}

/** The conversation, fetched inside the owner's fence. @throws not_found */
export async function ownConversation(tx: Transaction, ctx: UserContext, id: string) {
  const conversation = await tx.conversation.findFirst({ where: { id, userId: ctx.actor.id } });
  if (!conversation) throw noSuchConversation();
  return conversation;
}

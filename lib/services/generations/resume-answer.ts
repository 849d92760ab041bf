import type { UserContext } from "@/lib/access/actor";
import { db } from "@/lib/db/client";
import { ownConversation } from "@/lib/services/chats/own-conversation";
import type { AnswerChunk } from "@/lib/services/generations/live-answer";
import { liveAnswers } from "@/lib/services/generations/live-answers";

/**
 * The running answer from its start, then as it goes on; null when nothing runs. Any number of tabs may watch.
 * @throws not_found
 */
export async function resumeAnswer(
  ctx: UserContext,
  { id }: { id: string },
): Promise<ReadableStream<AnswerChunk> | null> {
  await ownConversation(db(), ctx, id);
  return liveAnswers().get(id)?.watch() ?? null;
}

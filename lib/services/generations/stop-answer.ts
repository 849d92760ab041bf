import type { UserContext } from "@/lib/access/actor";
import { db } from "@/lib/db/client";
import { ownConversation } from "@/lib/services/chats/own-conversation";
import { endGeneration } from "@/lib/services/generations/end-generation";
import { liveAnswers } from "@/lib/services/generations/live-answers";

/**
 * Ends the running answer as `stopped`; its text is kept and saved when this resolves. Nothing running is no error.
 * @throws not_found
 */
export async function stopAnswer(ctx: UserContext, { id }: { id: string }): Promise<{ stopped: boolean }> {
  await ownConversation(db(), ctx, id);
  return { stopped: await stopRunning(id) };
}

/** The same, for those who have checked the owner. */
export async function stopRunning(conversationId: string): Promise<boolean> {
  const live = liveAnswers().get(conversationId);
  if (live) {
    live.end("stopped");
    await live.done;
    return true;
  }
  // Another process writes it, or a dead one did: ending the record is enough, its writer finds out and falls silent.
  const generation = await db().generation.findUnique({ where: { runningFor: conversationId } });
  return generation ? endGeneration(generation, { status: "stopped" }) : false;
}

import { db } from "@/lib/db/client";
import { problem, problemJson } from "@/lib/errors";
import { endGeneration } from "@/lib/services/generations/end-generation";
import { liveAnswers } from "@/lib/services/generations/live-answers";
import { isDeadProcess } from "@/lib/services/generations/process-id";

/** A process that has not said for so long that it lives counts as gone. Heartbeats come every 5 s. */
export const staleAfterMs = 30_000;

/**
 * Ends the answers whose process is gone as `interrupted`; the text that was saved stays.
 * @returns how many it ended
 */
export async function reapGenerations(now = new Date()): Promise<number> {
  const running = await db().generation.findMany({ where: { state: "running" } });
  let ended = 0;
  for (const generation of running) {
    const live = liveAnswers().get(generation.conversationId);
    if (live?.id === generation.id) continue;
    const stale = now.getTime() - generation.heartbeatAt.getTime() > staleAfterMs;
    if (!stale && !isDeadProcess(generation.processId)) continue;
    const { requestId } = (await db().message.findFirst({
      where: { conversationId: generation.conversationId, id: generation.messageId },
      select: { requestId: true },
    })) ?? { requestId: null };
    const error = problem(
      "shutting_down",
      "The site stopped while this answer was being written. What had arrived is kept; ask for a new answer.",
    );
    const won = await endGeneration(generation, {
      status: "interrupted",
      error: problemJson(error, requestId ?? "reaper"),
    });
    if (won) ended += 1;
  }
  return ended;
}

import type { MessageMetadata } from "@/lib/contract/chat";
import { db } from "@/lib/db/client";
import { problem, problemJson } from "@/lib/errors";
import { AnswerParts } from "@/lib/services/generations/answer-parts";
import { askModel } from "@/lib/services/generations/ask-model";
import { endGeneration } from "@/lib/services/generations/end-generation";
import type { Job } from "@/lib/services/generations/job";
import type { AnswerChunk, LiveAnswer } from "@/lib/services/generations/live-answer";
import { liveAnswers } from "@/lib/services/generations/live-answers";
import { closing, outcome } from "@/lib/services/generations/outcome";
import { PartialSaver } from "@/lib/services/generations/partial-saver";
import { isStorageFull } from "@/lib/shared/storage-errors";
import { log } from "@/lib/telemetry/log";

/** Writes one answer to its end and saves it; never throws. Who watches is of no concern to it. */
export async function runGeneration(job: Job): Promise<void> {
  const { live, requestId } = job;
  const parts = new AnswerParts(job.notices);
  const stored = () => parts.stored() as object[];
  const saver = new PartialSaver(live, stored);
  const fixed = fixedMetadata(job);
  try {
    live.emit(...opening(job, { ...fixed, status: "running" }));
    const { read, began, timings } = await askModel(job, parts, () => saver.touch());
    await saver.stop();
    const end = outcome(read, began, job);
    const result = {
      status: end.status,
      finishReason: end.finishReason,
      usage: end.usage,
      timings: timings(end.usage?.outputTokens),
      error: end.error && problemJson(end.error, requestId),
    };
    const won = await endGeneration(live, { ...result, parts: stored() });
    live.emit(...parts.close(), ...(won ? closing({ ...fixed, ...result }) : await foreignEnd(live)));
  } catch (error) {
    // The record stays "running" then, and the reaper ends it with the text that was saved last.
    log().error({ err: error, requestId }, "an answer could not be saved");
    const full =
      "The server's disk is full; this answer could not be saved. An admin has to free some space.";
    const known = isStorageFull(error) ? problem("storage_full", full) : error;
    const end = { ...fixed, status: "interrupted" as const, error: problemJson(known, requestId) };
    live.emit(...parts.close(), ...closing(end));
  } finally {
    liveAnswers().remove(live);
    live.close();
  }
}

function fixedMetadata(job: Job): MessageMetadata {
  const { requested, served, servedName, servedTier, reason, requestId } = job;
  const createdAt = job.createdAt.toISOString();
  return { requested, served, servedName, servedTier, reason, requestId, createdAt };
}

function opening(job: Job, messageMetadata: MessageMetadata): AnswerChunk[] {
  const { requested, served, reason } = job;
  return [
    { type: "start", messageId: job.live.messageId, messageMetadata },
    // The metadata keeps it; here it is for those who only read the stream.
    { type: "data-model", data: { requested, served, ...(reason && { reason }) }, transient: true },
    ...job.notices.map((text): AnswerChunk => ({ type: "data-notice", data: { text } })),
  ];
}

/** Another party has ended the answer, or the chat was deleted: those who watch are told what was stored. */
async function foreignEnd({ conversationId, messageId: id }: LiveAnswer): Promise<AnswerChunk[]> {
  const row = await db().message.findFirst({ where: { conversationId, id }, select: { status: true } });
  const status = row?.status === "interrupted" ? "interrupted" : "stopped";
  return [{ type: "message-metadata", messageMetadata: { status } }, { type: "abort" }];
}

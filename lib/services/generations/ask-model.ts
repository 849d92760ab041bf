import { streamText } from "ai";
import type { MessageMetadata } from "@/lib/contract/chat";
import { SidecarTimings } from "@/lib/contract/sidecar";
import type { AnswerParts } from "@/lib/services/generations/answer-parts";
import type { Job } from "@/lib/services/generations/job";
import { readAnswer, type ReadEnd } from "@/lib/services/generations/read-answer";
import { WaitClock } from "@/lib/services/generations/wait-clock";

const WaitTimings = SidecarTimings.pick({ queueMs: true, loadMs: true });

/** What came of asking: how it ended, when the first token came, and the timings once the count of tokens is known. */
export interface Asked {
  read: ReadEnd;
  began: boolean;
  timings: (outputTokens: number | undefined) => NonNullable<MessageMetadata["timings"]>;
}

/** Asks the job's model and sends on what comes, until it ends, fails or is told to end. Never throws. */
export async function askModel(job: Job, parts: AnswerParts, onText: () => void): Promise<Asked> {
  const { live, provider } = job;
  const clock = new WaitClock();
  let firstTokenMs: number | undefined;
  const unwatch = provider.watchTicket?.(live.id, (wait) => {
    if (firstTokenMs !== undefined) return;
    clock.enter(wait, performance.now());
    const { position = 0, etaMs, etaP90Ms, progress } = wait;
    live.emit({
      type: "data-queue",
      data: { position, etaMs, etaP90Ms, ...(progress !== undefined && { progress }) },
      transient: true,
    });
  });
  // Its own controller, aborted without a reason: engines tell "somebody left" from "the engine failed" by the AbortError.
  const engine = new AbortController();
  const abort = () => engine.abort();
  live.signal.addEventListener("abort", abort, { once: true });
  let read: ReadEnd;
  try {
    if (live.signal.aborted) abort();
    const result = streamText({
      model: provider.languageModel(job.served.model, {
        fairnessKey: live.userId,
        sessionKey: live.conversationId,
        ticket: live.id,
      }),
      system: job.system,
      messages: job.messages,
      temperature: job.temperature,
      maxOutputTokens: job.maxOutputTokens,
      maxRetries: 0,
      abortSignal: engine.signal,
      // Its default prints to the console; the error comes as a part.
      onError: () => {},
    });
    read = await readAnswer(result.fullStream, live.signal, (part) => {
      const chunk = parts.add(part);
      if (!chunk) return;
      const isToken = chunk.type === "text-delta" || chunk.type === "reasoning-delta";
      if (isToken && firstTokenMs === undefined) {
        const now = performance.now();
        clock.leave(now);
        firstTokenMs = now - job.startedMs;
        job.onFirstToken?.(firstTokenMs);
      }
      live.emit(chunk);
      if (isToken) onText();
    });
  } catch (error) {
    read = { kind: "failed", error };
  } finally {
    unwatch?.();
    live.signal.removeEventListener("abort", abort);
    engine.abort();
  }
  const endedMs = performance.now() - job.startedMs;
  clock.leave(performance.now());
  // The engine's own measure of the wait is nearer to the truth than what its events looked like from here.
  const own =
    read.kind === "finished" ? WaitTimings.safeParse(read.engine?.[provider.id]?.timings).data : undefined;
  const timings: Asked["timings"] = (outputTokens) => {
    const seconds = firstTokenMs === undefined ? 0 : (endedMs - firstTokenMs) / 1000;
    return {
      queueMs: own?.queueMs ?? clock.queueMs,
      loadMs: own?.loadMs ?? clock.loadMs,
      ...(firstTokenMs !== undefined && { firstTokenMs: Math.round(firstTokenMs) }),
      ...(outputTokens && seconds > 0 && { tokensPerSecond: Math.round((outputTokens / seconds) * 10) / 10 }),
    };
  };
  return { read, began: firstTokenMs !== undefined, timings };
}

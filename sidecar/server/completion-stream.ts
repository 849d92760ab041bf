import { randomUUID } from "node:crypto";
import type { Hear, TicketNews } from "@/sidecar/pool/tickets";
import { AnswerClock, finishReason, usageBody } from "./answer";
import type { RouteContext } from "./context";
import { errorBody, sendError } from "./http-error";
import { openEventStream } from "./event-stream";

/** Until then an error still has a status of its own; after it the client must see that it is being served. */
const headAfterMs = 2_000;
/** While nothing else is said, so that nobody between us and the reader gives up. */
const heartbeatMs = 5_000;

/**
 * Answers with OpenAI's chunks as server-sent events. The head goes out with the first sign of life of the answer,
 * or after two seconds of waiting; while the ticket waits or the model loads, comments say how that goes:
 * `: queue {position, etaMs, etaP90Ms}`, `: progress {stages, current, value, etaMs, etaP90Ms}`.
 */
export function streamCompletion(
  { response, metrics }: RouteContext,
  model: string,
  includeUsage: boolean,
): Hear {
  const clock = new AnswerClock();
  const stream = openEventStream(response);
  const head = {
    id: `chatcmpl-${randomUUID()}`,
    object: "chat.completion.chunk",
    created: Math.floor(Date.now() / 1000),
    model,
  };
  let waitingFor = "waiting";
  let begun = false;

  const headTimer = setTimeout(begin, headAfterMs);
  const heartbeat = setInterval(() => {
    if (begun) stream.comment(waitingFor);
  }, heartbeatMs);
  response.once("close", stop);

  function begin(): void {
    if (begun) return;
    begun = true;
    clearTimeout(headTimer);
    stream.begin();
    stream.comment(waitingFor);
    chunk({ role: "assistant", content: "" });
  }

  function chunk(delta: object, finish: string | null = null, extra: object = {}): void {
    stream.data({ ...head, choices: [{ index: 0, delta, finish_reason: finish, logprobs: null }], ...extra });
  }

  function stop(): void {
    clearTimeout(headTimer);
    clearInterval(heartbeat);
  }

  function waits(comment: string): void {
    waitingFor = comment;
    if (begun) stream.comment(comment);
  }

  function fail(error: Extract<TicketNews, { type: "failed" }>["error"]): void {
    stop();
    if (!begun) return sendError(response, error);
    // No [DONE]: an answer that was cut must not look like one that ended.
    stream.data(errorBody(error));
    stream.end();
  }

  return (news) => {
    const firstTokenMs = clock.note(news);
    if (firstTokenMs !== null) metrics.firstToken(firstTokenMs);
    switch (news.type) {
      case "queued": {
        const { position, etaMs, etaP90Ms } = news;
        return waits(`queue ${JSON.stringify({ position, etaMs, etaP90Ms })}`);
      }
      case "progress": {
        const { progress, etaMs, etaP90Ms } = news;
        return waits(`progress ${JSON.stringify({ ...progress, etaMs, etaP90Ms })}`);
      }
      case "handed-over":
        waitingFor = "reading the prompt";
        return;
      case "started":
        return begin();
      case "delta":
        begin();
        clearInterval(heartbeat);
        return chunk({ content: news.text });
      case "ended": {
        if (news.reason === "cancelled")
          return fail({ code: "cancelled", message: "The answer was cancelled." });
        begin();
        stop();
        const { timings } = clock;
        chunk({}, finishReason(news.reason), { timings });
        if (includeUsage) stream.data({ ...head, choices: [], usage: usageBody(news.usage), timings });
        stream.done();
        return;
      }
      case "failed":
        return fail(news.error);
      case "embedded":
        return;
      default: {
        const never: never = news;
        return never;
      }
    }
  };
}

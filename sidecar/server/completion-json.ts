import { randomUUID } from "node:crypto";
import type { Hear } from "@/sidecar/pool/tickets";
import { AnswerClock, finishReason, usageBody } from "./answer";
import type { RouteContext } from "./context";
import { sendError } from "./http-error";
import { sendJson } from "./send-json";

/** Answers with the whole completion at its end. */
export function collectCompletion({ response, metrics }: RouteContext, model: string): Hear {
  const clock = new AnswerClock();
  const created = Math.floor(Date.now() / 1000);
  let text = "";
  return (news) => {
    const firstTokenMs = clock.note(news);
    if (firstTokenMs !== null) metrics.firstToken(firstTokenMs);
    if (news.type === "delta") text += news.text;
    if (news.type === "failed") sendError(response, news.error);
    if (news.type !== "ended") return;
    if (news.reason === "cancelled") {
      sendError(response, { code: "cancelled", message: "The answer was cancelled." });
      return;
    }
    const message = { role: "assistant", content: text };
    sendJson(response, 200, {
      id: `chatcmpl-${randomUUID()}`,
      object: "chat.completion",
      created,
      model,
      choices: [{ index: 0, message, finish_reason: finishReason(news.reason), logprobs: null }],
      usage: usageBody(news.usage),
      timings: clock.timings,
    });
  };
}

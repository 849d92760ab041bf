import { createUIMessageStreamResponse, type UIMessageChunk } from "ai";

const keepAliveMs = 15_000;

/** An answer's parts as the AI SDK's clients read them. Not compressed: that would cost more than the answer's tokens, one by one. */
export function answerStream(stream: ReadableStream<UIMessageChunk>): Response {
  const headers = { "cache-control": "no-cache, no-transform" };
  return createUIMessageStreamResponse({ stream, keepAliveMs, headers });
}

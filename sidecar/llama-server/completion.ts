import type { AnswerEnd, AnswerSink } from "@/sidecar/runner/engine";
import type { GenerateRequest } from "@/sidecar/runner/protocol";
import type { ServerClient } from "./server-client";

/** One event of `POST /completion`; the last one has `stop: true`. */
interface CompletionEvent {
  content?: string;
  tokens?: number[];
  stop?: boolean;
  stop_type?: "eos" | "limit" | "word" | "none";
  tokens_predicted?: number;
  timings?: { cache_n?: number };
  error?: { message?: string };
}

/** The other runner's, which are its library's: the same request gives the same kind of answer. */
const samplingDefaults = { top_p: 0.95, top_k: 40, min_p: 0 };

/** Streams one answer. An abort ends the request, by which the server frees the slot. */
export async function complete(
  client: ServerClient,
  input: { request: GenerateRequest; tokens: number[]; slot: number | undefined },
  sink: AnswerSink,
  signal: AbortSignal,
): Promise<AnswerEnd> {
  const { request, tokens, slot } = input;
  const startedAt = performance.now();
  let completionTokens = 0;
  let begun = false;
  const end = (reason: AnswerEnd["reason"], cachedTokens = 0): AnswerEnd => ({
    reason,
    usage: { promptTokens: tokens.length, cachedTokens, completionTokens },
    generateMs: performance.now() - startedAt,
  });
  const body = { ...bodyOf(request), prompt: tokens, ...(slot !== undefined && { id_slot: slot }) };
  try {
    let written = "";
    for await (const event of client.events<CompletionEvent>("/completion", body, signal)) {
      if (event.error !== undefined) throw new Error(event.error.message ?? "llama-server failed");
      if (!begun) sink.started(performance.now() - startedAt);
      begun = true;
      const pieces = event.tokens?.length ?? 0;
      // The first word may come with a space that belongs between words.
      const text = written === "" ? (event.content ?? "").replace(/^[ \t]+/, "") : (event.content ?? "");
      written += text;
      completionTokens += pieces;
      if (text !== "") sink.delta(text, pieces);
      if (event.stop !== true) continue;
      completionTokens = event.tokens_predicted ?? completionTokens;
      return end(event.stop_type === "limit" ? "length" : "stop", event.timings?.cache_n);
    }
  } catch (error) {
    if (signal.aborted) return end("cancelled");
    throw error;
  }
  if (signal.aborted) return end("cancelled");
  throw new Error("llama-server broke the answer off");
}

function bodyOf({ sampling, maxTokens, stop }: GenerateRequest): object {
  const { temperature, topP, topK, minP, repeatPenalty, seed } = sampling;
  return {
    stream: true,
    cache_prompt: true,
    return_tokens: true,
    n_predict: maxTokens,
    stop,
    temperature,
    top_p: topP ?? samplingDefaults.top_p,
    top_k: topK ?? samplingDefaults.top_k,
    min_p: minP ?? samplingDefaults.min_p,
    ...(repeatPenalty !== undefined && { repeat_penalty: repeatPenalty }),
    ...(seed !== undefined && { seed: Math.abs(Math.trunc(seed)) }),
  };
}

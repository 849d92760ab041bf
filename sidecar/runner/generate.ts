import type { LlamaModel, Token } from "node-llama-cpp";
import { AnswerText } from "@/sidecar/runner/answer-text";
import type { AnswerEnd, AnswerSink } from "@/sidecar/runner/engine";
import { checkConversationFits } from "@/sidecar/runner/failures";
import type { PromptRenderer } from "@/sidecar/runner/prompt";
import type { FinishReason, GenerateRequest } from "@/sidecar/runner/protocol";
import { toEvaluateOptions } from "@/sidecar/runner/sampling";
import type { Scheduler } from "@/sidecar/runner/scheduler";
import type { AfterUse, SequenceLease, Sequences } from "@/sidecar/runner/sequences";

export interface ChatModel {
  model: LlamaModel;
  /** Tokens that one sequence holds. */
  contextSize: number;
  renderPrompt: PromptRenderer;
  scheduler: Scheduler;
  sequences: Sequences;
}

/**
 * Answers one conversation. Ends with `length` at `maxTokens` or when the window is full: nothing is ever shifted out.
 * @throws RunnerFailure `context_length_exceeded` before anything is sent
 */
export async function generate(
  chat: ChatModel,
  request: GenerateRequest,
  sink: AnswerSink,
  signal: AbortSignal,
): Promise<AnswerEnd> {
  const prompt = chat.renderPrompt(request.messages);
  const promptTokens = prompt.tokens.length;
  // The first token of the answer needs a place too.
  checkConversationFits(promptTokens, chat.contextSize - 1);
  const lease = await chat.sequences.lease(prompt.tokens, request.sessionKey, signal);
  const startedAt = performance.now();
  if (lease === undefined)
    return {
      reason: "cancelled",
      usage: { promptTokens, cachedTokens: 0, completionTokens: 0 },
      generateMs: 0,
    };

  let after: AfterUse = "empty";
  try {
    const text = new AnswerText(chat.model, prompt.tokens, [...request.stop, ...prompt.stopTexts]);
    const isEnd = (token: Token): boolean => chat.model.isEogToken(token) || prompt.stopTokens.has(token);
    const answer = await writeAnswer(chat, request, lease, prompt.tokens, { text, isEnd }, sink, signal);
    after = { keepFor: request.sessionKey };
    return {
      reason: answer.reason,
      usage: { promptTokens, cachedTokens: lease.cachedTokens, completionTokens: answer.tokens },
      generateMs: performance.now() - startedAt,
    };
  } finally {
    await chat.sequences.release(lease.id, after);
  }
}

async function writeAnswer(
  chat: ChatModel,
  request: GenerateRequest,
  lease: SequenceLease,
  prompt: Token[],
  writing: { text: AnswerText; isEnd: (token: Token) => boolean },
  sink: AnswerSink,
  signal: AbortSignal,
): Promise<{ reason: FinishReason; tokens: number }> {
  const all = [...prompt];
  const options = toEvaluateOptions(request.sampling, () => all);
  const startedAt = performance.now();
  let tokens = 0;
  let unsent = 0;
  const send = (text: string): void => {
    if (text === "") return;
    sink.delta(text, unsent);
    unsent = 0;
  };
  const stream = chat.scheduler.run(
    lease.sequence,
    lease.id,
    prompt.slice(lease.cachedTokens),
    options,
    signal,
  );
  for await (const token of stream) {
    if (tokens === 0) sink.started(performance.now() - startedAt);
    if (writing.isEnd(token)) {
      send(writing.text.flush());
      return { reason: "stop", tokens };
    }
    tokens++;
    unsent++;
    all.push(token);
    const { text, stopped } = writing.text.push(token);
    send(text);
    if (stopped) return { reason: "stop", tokens };
    if (tokens >= request.maxTokens || all.length >= chat.contextSize) {
      send(writing.text.flush());
      return { reason: "length", tokens };
    }
  }
  send(writing.text.flush());
  return { reason: "cancelled", tokens };
}

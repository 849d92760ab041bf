import type { wrapLanguageModel } from "ai";
import { problem } from "@/lib/errors";
import { isAbort, type EngineName } from "@/lib/providers/engine-problem";

export type Wrapped = Exclude<Parameters<typeof wrapLanguageModel>[0]["model"], string>;
export type StreamResult = Awaited<ReturnType<Wrapped["doStream"]>>;
type StreamPart = StreamResult["stream"] extends ReadableStream<infer P> ? P : never;

const noUsage = {
  inputTokens: { total: undefined, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: undefined, text: undefined, reasoning: undefined },
};

/**
 * The same stream with every error explained for people. `ended` resolves when the answer came to its end or its
 * reader left, and rejects with the first error. A broken connection becomes an error part, so that the text before it is kept.
 */
export function explainStream(
  { id: provider, label }: EngineName,
  source: ReadableStream<StreamPart>,
  explain: (error: unknown) => unknown,
): { stream: ReadableStream<StreamPart>; ended: Promise<void> } {
  const reader = source.getReader();
  let settle: { resolve: () => void; reject: (error: unknown) => void };
  const ended = new Promise<void>((resolve, reject) => (settle = { resolve, reject }));
  let failed = false;
  const failure = (error: unknown): StreamPart => {
    failed = true;
    settle.reject(error);
    return { type: "error", error };
  };
  const cut = () =>
    problem("provider_failed", `${label} broke off in the middle of the answer. What came so far is kept.`, {
      provider,
      reason: "cut",
    });
  const stream = new ReadableStream<StreamPart>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) {
          settle.resolve();
          return controller.close();
        }
        if (value.type === "error") return controller.enqueue(failure(explain(value.error)));
        const { type } = value;
        if (type === "finish" && !failed && value.finishReason.unified === "other" && !value.finishReason.raw)
          controller.enqueue(failure(cut()));
        controller.enqueue(value);
      } catch (error) {
        if (isAbort(error)) {
          settle.resolve();
          return controller.error(error);
        }
        if (!failed) controller.enqueue(failure(explain(error)));
        controller.enqueue({
          type: "finish",
          finishReason: { unified: "error", raw: undefined },
          usage: noUsage,
        });
        controller.close();
      }
    },
    cancel(reason) {
      settle.resolve();
      return reader.cancel(reason);
    },
  });
  return { stream, ended };
}

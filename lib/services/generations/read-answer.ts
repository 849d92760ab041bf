import type { ProviderMetadata, TextStreamPart, ToolSet } from "ai";
import type { MessageMetadata } from "@/lib/contract/chat";
import type { AbortReason } from "@/lib/services/generations/live-answer";

/** How reading a model's stream ended. */
export type ReadEnd =
  | { kind: "finished"; finishReason: string; usage: MessageMetadata["usage"]; engine?: ProviderMetadata }
  | { kind: "aborted"; reason: AbortReason }
  | { kind: "failed"; error: unknown };

/**
 * Reads a model's stream until it ends, fails or is aborted. An abort counts at once, also when the engine does not
 * react to it; a stream that ends without saying so has failed.
 */
export async function readAnswer(
  stream: ReadableStream<TextStreamPart<ToolSet>>,
  signal: AbortSignal,
  onPart: (part: TextStreamPart<ToolSet>) => void,
): Promise<ReadEnd> {
  const reader = stream.getReader();
  const aborted = new Promise<"aborted">((resolve) => {
    if (signal.aborted) resolve("aborted");
    else signal.addEventListener("abort", () => resolve("aborted"), { once: true });
  });
  let usage: MessageMetadata["usage"];
  let engine: ProviderMetadata | undefined;
  try {
    for (;;) {
      const next = await Promise.race([reader.read(), aborted]);
      if (next === "aborted") return { kind: "aborted", reason: signal.reason as AbortReason };
      if (next.done) return { kind: "failed", error: new Error("the stream ended without a finish") };
      const part = next.value;
      if (part.type === "abort") continue; // ours: the race sees it
      if (part.type === "error") return { kind: "failed", error: part.error };
      if (part.type === "finish-step") {
        const { inputTokens, outputTokens, totalTokens } = part.usage;
        usage = { inputTokens, outputTokens, totalTokens };
        engine = part.providerMetadata;
      }
      if (part.type === "finish") {
        if (part.finishReason === "error")
          return { kind: "failed", error: new Error("the engine ended with an error") };
        return { kind: "finished", finishReason: part.finishReason, usage, engine };
      }
      onPart(part);
    }
  } catch (error) {
    if (signal.aborted) return { kind: "aborted", reason: signal.reason as AbortReason };
    return { kind: "failed", error };
  } finally {
    void readOut(reader);
  }
}

/** Read to its end, not cancelled: the SDK keeps a branch of its own, and an engine's breaker waits for the end. */
async function readOut(reader: ReadableStreamDefaultReader): Promise<void> {
  try {
    while (!(await reader.read()).done);
  } catch {
    // it was aborted, or failed a second time
  }
}

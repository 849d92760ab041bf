import type { LlamaEmbeddingContext } from "node-llama-cpp";
import { RunnerFailure } from "@/sidecar/runner/engine";
import { checkTextFits } from "@/sidecar/runner/failures";

/**
 * One vector of length 1 for each text, one after the other.
 * @throws RunnerFailure `context_length_exceeded` when a text is too long; nothing is cut
 */
export async function embedTexts(
  context: LlamaEmbeddingContext,
  contextSize: number,
  input: readonly string[],
  signal: AbortSignal,
): Promise<{ vectors: number[][]; tokens: number }> {
  const vectors: number[][] = [];
  let tokens = 0;
  // The library takes one token less than the context has.
  const availableTokens = contextSize - 1;
  for (const text of input) {
    if (signal.aborted) throw new RunnerFailure({ code: "internal", message: "The request was cancelled." });
    const neededTokens = context.calculateInputLength(text);
    checkTextFits(neededTokens, availableTokens);
    const { vector } = await context.getEmbeddingFor(text);
    vectors.push(normalised(vector));
    tokens += neededTokens;
  }
  return { vectors, tokens };
}

/** The same direction with length 1, so that a dot product is the cosine. */
export function normalised(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  return length === 0 ? [...vector] : vector.map((n) => n / length);
}

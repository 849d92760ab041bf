import { checkTextFits } from "@/sidecar/runner/failures";
import type { ServerClient } from "./server-client";

interface EmbeddingsAnswer {
  data: { index: number; embedding: number[] }[];
}

/**
 * One vector of length 1 for each text, one after the other as in the other runner: the server would give all slots to
 * a long list. @throws RunnerFailure `context_length_exceeded` when a text is too long; nothing is cut
 */
export async function embedTexts(
  client: ServerClient,
  contextSize: number,
  input: readonly string[],
  signal: AbortSignal,
): Promise<{ vectors: number[][]; tokens: number }> {
  const vectors: number[][] = [];
  let tokens = 0;
  for (const text of input) {
    const asked = await client.call<{ tokens: number[] }>(
      "POST",
      "/tokenize",
      { content: text, add_special: true },
      signal,
    );
    const neededTokens = asked.tokens.length;
    checkTextFits(neededTokens, contextSize - 1);
    // As tokens: in a text it would read control tokens.
    const body = { input: [asked.tokens], encoding_format: "float" };
    const answer = await client.call<EmbeddingsAnswer>("POST", "/v1/embeddings", body, signal);
    vectors.push(answer.data[0]?.embedding ?? []);
    tokens += neededTokens;
  }
  return { vectors, tokens };
}

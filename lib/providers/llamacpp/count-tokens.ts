import { TokenizeResult } from "@/lib/contract/sidecar";
import { sidecarPost } from "@/lib/providers/llamacpp/sidecar-fetch";
import type { PromptMessage } from "@/lib/providers/provider";
import { log } from "@/lib/telemetry/log";

/** Counts with the tokenizer of a loaded model; null where it is not loaded, or the sidecar does not say in time. */
export async function countTokens(
  model: string,
  messages: PromptMessage[],
  signal: AbortSignal,
): Promise<number | null> {
  try {
    const response = await sidecarPost("/tokenize", { model, messages }, { signal });
    return TokenizeResult.parse(await response.json()).count;
  } catch (error) {
    // The estimate stands in: a switch must not fail by this.
    log().warn({ err: error, model }, "the tokens of a prompt could not be counted");
    return null;
  }
}

import { streamText } from "ai";
import { isProblemError, type ProblemError } from "@/lib/errors";
import type { Provider } from "@/lib/providers/provider";

export interface Asked {
  text: string;
  error: unknown;
  problem: ProblemError | undefined;
  finishReason: string | undefined;
  metadata: unknown;
}

export const answerOptions = { fairnessKey: "f", sessionKey: "s", ticket: "t" };

/** One question to an engine, as the chat asks it. */
export async function ask(
  provider: Provider,
  model: string,
  options: { prompt?: string; maxOutputTokens?: number; onText?: () => void } = {},
): Promise<Asked> {
  const { prompt = "What is the capital of France?", maxOutputTokens = 8, onText } = options;
  let error: unknown;
  const result = streamText({
    model: provider.languageModel(model, answerOptions),
    system: "You are a helpful assistant.",
    prompt,
    maxRetries: 0,
    maxOutputTokens,
    temperature: 0,
    onError: (event) => {
      error ??= event.error;
    },
  });
  let text = "";
  let finishReason: string | undefined;
  let metadata: unknown;
  for await (const part of result.fullStream) {
    if (part.type === "text-delta") {
      text += part.text;
      onText?.();
    }
    if (part.type === "finish-step") {
      finishReason = part.finishReason;
      metadata = part.providerMetadata;
    }
  }
  return { text, error, problem: isProblemError(error) ? error : undefined, finishReason, metadata };
}

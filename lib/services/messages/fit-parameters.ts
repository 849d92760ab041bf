import type { ProviderKind } from "@/lib/contract/selection";

export interface Parameters {
  temperature?: number;
  maxOutputTokens: number;
}

/** Models of OpenAI that reason by themselves and refuse to be told how warm. */
const reasoning = /^(?:o[134](?:-|$)|gpt-5(?!-chat))/;
const hottest: Record<ProviderKind, number> = { openai: 2, ollama: 2, llamacpp: 5 };

/**
 * What a profile asks for, as the model that answers takes it: a profile may have been written for another model.
 * @param contextLength tokens; null where the model's window is not known
 */
export function fitParameters(
  { kind, model, contextLength }: { kind: ProviderKind; model: string; contextLength: number | null },
  { temperature, maxOutputTokens }: Parameters,
): Parameters {
  const takesTemperature = kind !== "openai" || !reasoning.test(model);
  return {
    ...(temperature !== undefined &&
      takesTemperature && { temperature: Math.min(Math.max(temperature, 0), hottest[kind]) }),
    maxOutputTokens: contextLength === null ? maxOutputTokens : Math.min(maxOutputTokens, contextLength),
  };
}

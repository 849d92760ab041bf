import type { LanguageModelMiddleware } from "ai";

/**
 * Ollama reads settings from `options` only, and its AI SDK provider leaves the standard ones outside: without this an
 * answer has no length limit and the model's own temperature.
 */
export const ollamaSettings: LanguageModelMiddleware = {
  specificationVersion: "v3",
  async transformParams({ params }) {
    const { maxOutputTokens, temperature, topP, topK, seed, stopSequences, providerOptions, ...rest } =
      params;
    const given = (providerOptions?.ollama?.options ?? {}) as Record<string, number>;
    const options = {
      ...(maxOutputTokens !== undefined && { num_predict: maxOutputTokens }),
      ...(temperature !== undefined && { temperature }),
      ...(topP !== undefined && { top_p: topP }),
      ...(topK !== undefined && { top_k: topK }),
      ...(seed !== undefined && { seed }),
      ...(stopSequences?.length && { stop: stopSequences }),
      ...given,
    };
    return {
      ...rest,
      providerOptions: { ...providerOptions, ollama: { ...providerOptions?.ollama, options } },
    };
  },
};

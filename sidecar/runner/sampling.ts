import type { SequenceEvaluateOptions, Token } from "node-llama-cpp";
import type { Sampling } from "@/sidecar/runner/protocol";

/** Tokens before the next one that a repeat penalty looks at; llama.cpp's own default. */
const penalisedTokens = 64;
const largestSeed = 2 ** 31;

/** The library's options for one answer. `recent` returns the tokens so far. Without a seed every answer gets its own. */
export function toEvaluateOptions(
  sampling: Sampling,
  recent: () => readonly Token[],
): SequenceEvaluateOptions {
  const { temperature, topP, topK, minP, repeatPenalty, seed } = sampling;
  return {
    temperature,
    seed: seed === undefined ? Math.floor(Math.random() * largestSeed) : Math.abs(Math.trunc(seed)),
    ...(topP === undefined ? {} : { topP }),
    ...(topK === undefined ? {} : { topK }),
    ...(minP === undefined ? {} : { minP }),
    ...(repeatPenalty === undefined || repeatPenalty === 1
      ? {}
      : {
          repeatPenalty: {
            penalty: repeatPenalty,
            punishTokens: () => recent().slice(-penalisedTokens),
            maxPunishTokens: penalisedTokens,
          },
        }),
    contextShift: {
      strategy: () => {
        throw new Error("the window is full");
      },
    },
  };
}

import { expect, test } from "vitest";
import { modelTitle } from "@/lib/providers/llamacpp/model-title";

test.each([
  ["SmolLM2-135M-Instruct.Q4_1.gguf", "Smollm2 135M 8k Lc100K Mix1 Ep2", "SmolLM2 135M Instruct"],
  ["smollm2-360m-instruct-q8_0.gguf", "Smollm2 360M 8k Lc100K Mix1 Ep2", "Smollm2 360M Instruct"],
  ["qwen2.5-1.5b-instruct-q4_k_m.gguf", "qwen2.5-1.5b-instruct", "Qwen2.5 1.5B Instruct"],
  ["qwen2.5-0.5b-instruct-q4_k_m.gguf", undefined, "Qwen2.5 0.5B Instruct"],
  ["llama-3.2-1b-instruct-q4_k_m.gguf", "Llama 3.2 1B Instruct", "Llama 3.2 1B Instruct"],
  ["Qwen3-1.7B-Q8_0.gguf", "Qwen3 1.7B Instruct", "Qwen3 1.7B"],
  ["Phi-4-mini-instruct-UD-Q4_K_XL.gguf", undefined, "Phi 4 mini instruct"],
  ["mistral_7b.IQ2_XXS.gguf", undefined, "Mistral 7B"],
  ["all-MiniLM-L6-v2.F16.gguf", undefined, "all MiniLM L6 v2"],
  ["big-00001-of-00003.gguf", undefined, "Big"],
  ["model-q4_0.gguf", "Gemma 3 1B", "Gemma 3 1B"],
  ["ggml-model-f16.gguf", undefined, "ggml-model-f16"],
  ["Tiny.GGUF", undefined, "Tiny"],
])("%s with the name %s inside reads %s", (file, inside, title) => {
  expect(modelTitle(file, inside)).toBe(title);
});

import type { Llama, LlamaModel } from "node-llama-cpp";
import { readGgufHeader } from "@/sidecar/gguf/header";
import { fastLoad } from "@/sidecar/runner/fast-load";
import { createPromptRenderer } from "@/sidecar/runner/prompt";

const longestKept = 64;

/** Long lists only by their length, 64-bit numbers as plain ones: so that two readers of a header can be compared. */
export function withLengthsOnly(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value))
    return value.length > longestKept ? { length: value.length } : value.map(withLengthsOnly);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withLengthsOnly(inner)]));
}

/** What one and the same file does when it is loaded our way and the library's. */
export async function compareLoads(llama: Llama, path: string) {
  const fastModel = (await fastLoad(llama, path, () => {}))?.model;
  if (fastModel === undefined) throw new Error("the fast load failed");
  const fast = await behaviour(fastModel, path);
  await fastModel.dispose();
  const openModel = await llama.loadModel({ modelPath: path, gpuLayers: 0, useMmap: true });
  const open = await behaviour(openModel, path);
  await openModel.dispose();
  return { fast, open };
}

async function behaviour(model: LlamaModel, path: string) {
  const template = readGgufHeader(path).values.get("tokenizer.chat_template");
  const render = createPromptRenderer(model, typeof template === "string" ? template : undefined);
  const prompt = render([
    { role: "system", content: "You are a helpful assistant." },
    { role: "user", content: "What is the capital of France? Ünï 你好 🙂 <|im_end|>" },
  ]);
  const context = await model.createContext({ contextSize: 512, batchSize: 512 });
  const answer: number[] = [];
  for await (const token of context
    .getSequence()
    .evaluate(prompt.tokens, { temperature: 0, yieldEogToken: true })) {
    answer.push(token);
    if (answer.length === 24) break;
  }
  await context.dispose();
  const { bos, eos, eot, nl, shouldPrependBosToken } = model.tokens;
  return {
    prompt: prompt.tokens,
    stopTexts: prompt.stopTexts,
    plain: model.tokenize("plain text, no template"),
    answer,
    special: { bos, eos, eot, nl, shouldPrependBosToken },
    sizes: { size: model.size, train: model.trainContextSize, layers: model.fileInsights.totalLayers },
    flashAttention: [model.flashAttentionSupported, model.defaultContextFlashAttention],
  };
}

import { join } from "node:path";
import { writeChatGguf } from "@/tests/factories/gguf";

export const alpha = "alpha.gguf";
export const beta = "beta.gguf";

/** Two chat models that answer in words of their own, until the token limit: slow enough to be met in mid-answer. */
export function writeTestModels(folder: string): void {
  writeChatGguf(join(folder, alpha), { seed: 1, embeddingLength: 512, layers: 4 });
  writeChatGguf(join(folder, beta), { seed: 2, embeddingLength: 512, layers: 4 });
}

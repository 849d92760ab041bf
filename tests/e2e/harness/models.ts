import { copyFileSync, existsSync, linkSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeChatGguf } from "@/tests/factories/gguf";

export const alpha = "alpha.gguf";
export const beta = "beta.gguf";
/** Writes slowly enough to be met in mid-answer. */
export const slow = "slow.gguf";
/** Takes long enough to load that a page shows the progress. */
export const heavy = "heavy.gguf";
/** Has so much to compute and to say that its answers are ended by hand, however fast the machine and slow the page. */
export const endless = "endless.gguf";

/** How long answers may be on a site of the tests: random weights hardly ever end by themselves. */
export const mostTokens: Record<string, number> = {
  [alpha]: 256,
  [beta]: 256,
  [slow]: 512,
  [heavy]: 128,
  [endless]: 3000,
};

const kept = fileURLToPath(new URL("../../.artifacts/models", import.meta.url));

/**
 * With every beginning of each word the tokenizer can put a word together again: what a model has written is as long
 * when it is read, by itself or by the next one. (Without them it reads letter by letter, six times as long.)
 */
const words = [
  "amber",
  "river",
  "stone",
  "north",
  "paper",
  "glass",
  "seven",
  "quick",
  "lake",
  "door",
].flatMap((word) => Array.from(word, (_, end) => word.slice(0, end + 1)));
/** Alpha is the default of a new site. */
const shapes = {
  [alpha]: { seed: 1, embeddingLength: 256, layers: 2, ends: "never", words },
  [beta]: { seed: 2, embeddingLength: 256, layers: 2, ends: "never", words },
  [slow]: { seed: 3, embeddingLength: 512, layers: 4, ends: "never", words },
  [heavy]: { seed: 4, embeddingLength: 1024, layers: 6, ends: "soon", words },
  [endless]: { seed: 5, embeddingLength: 1024, layers: 6, ends: "never", words },
} as const;

/** Puts chat models of random weights into `folder`; they are made once and linked from then on. */
export function writeTestModels(folder: string): void {
  mkdirSync(kept, { recursive: true });
  for (const [name, shape] of Object.entries(shapes)) {
    const { seed, embeddingLength, layers, ends } = shape;
    const file = join(kept, [seed, embeddingLength, layers, ends, name].join("-"));
    if (!existsSync(file)) {
      const part = `${file}.${process.pid}`;
      writeChatGguf(part, { ...shape, name: name.replace(".gguf", "") });
      renameSync(part, file);
    }
    try {
      linkSync(file, join(folder, name));
    } catch {
      copyFileSync(file, join(folder, name)); // another file system
    }
  }
}

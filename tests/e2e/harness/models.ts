import { copyFileSync, existsSync, linkSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeChatGguf } from "@/tests/factories/gguf";

export const alpha = "alpha.gguf";
export const beta = "beta.gguf";
/** Takes long enough to load that a page shows the progress. */
export const heavy = "heavy.gguf";

const kept = fileURLToPath(new URL("../../.artifacts/models", import.meta.url));

/** Answers go on until the token limit: slow enough to be met in the middle. */
const shapes = {
  [alpha]: { seed: 1, embeddingLength: 512, layers: 4 },
  [beta]: { seed: 2, embeddingLength: 512, layers: 4 },
  [heavy]: { seed: 3, embeddingLength: 1024, layers: 6 },
};

/** Puts chat models of random weights into `folder`; they are made once and linked from then on. */
export function writeTestModels(folder: string): void {
  mkdirSync(kept, { recursive: true });
  for (const [name, shape] of Object.entries(shapes)) {
    const file = join(kept, `${shape.seed}-${shape.embeddingLength}-${shape.layers}-${name}`);
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

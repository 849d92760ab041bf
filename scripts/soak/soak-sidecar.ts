import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "@/scripts/lib/bundle.mjs";
import { readGgufHeader } from "@/sidecar/gguf/header";
import { estimateMemory } from "@/sidecar/gguf/estimate";
import { sidecarConfig } from "@/sidecar/supervisor/config";
import type { Log } from "@/sidecar/supervisor/log";
import { startSidecar } from "@/sidecar/supervisor/supervisor";
import { writeChatGguf } from "@/tests/factories/gguf";
import { SidecarClient } from "@/tests/factories/sidecar";

const root = new URL("../..", import.meta.url).pathname;
const sequences = 4;
const contextSize = 1024;
/** Of the room that one model needs: two fit, three do not. */
const budgetInModels = 2.4;

/** Model names begin with the letter that all their words begin with: an answer tells whose it is. */
export const modelNames = ["a.gguf", "b.gguf", "c.gguf"] as const;
export type ModelName = (typeof modelNames)[number];

export interface SoakSidecar {
  /** Where it is now; waits while it is being started again. */
  client(): Promise<SidecarClient>;
  /** Null while it is not up. */
  clientNow(): SidecarClient | null;
  sequences: number;
  stop(): Promise<void>;
}

/** The supervised sidecar as server.ts runs it, bundled as it is built, over three models with a budget for two. */
export async function startSoakSidecar(log: Log): Promise<SoakSidecar> {
  // Inside the project, so that the bundles find their packages.
  const artifacts = join(root, "tests", ".artifacts");
  mkdirSync(artifacts, { recursive: true });
  const folder = mkdtempSync(join(artifacts, "soak-"));
  const modelsDir = join(folder, "models");
  await bundle({ manager: "sidecar/server/main.ts", runner: "sidecar/runner/main.ts" }, folder);
  mkdirSync(modelsDir);
  const sizes = modelNames.map((name, seed) => writeModel(modelsDir, name, seed + 1));
  process.env["SIDECAR_CONTEXT_SIZE"] = String(contextSize);
  process.env["SIDECAR_SEQUENCES"] = String(sequences);
  const sidecar = startSidecar(
    sidecarConfig({
      managerEntry: join(folder, "manager.mjs"),
      runnerEntry: join(folder, "runner.mjs"),
      modelsDir,
      dataDir: join(folder, "data"),
      demoDir: null,
      memoryBudgetBytes: Math.ceil(Math.max(...sizes) * budgetInModels),
      log,
    }),
  );
  const clientNow = (): SidecarClient | null => {
    const endpoint = sidecar.endpoint();
    return endpoint && new SidecarClient(endpoint.url, endpoint.token);
  };
  return {
    clientNow,
    sequences,
    async client() {
      for (;;) {
        const client = clientNow();
        if (client) return client;
        await new Promise<void>((resolve) => {
          const stop = sidecar.onChange(() => {
            stop();
            resolve();
          });
        });
      }
    },
    async stop() {
      await sidecar.stop({ deadlineMs: 0 });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function writeModel(folder: string, name: ModelName, seed: number): number {
  const vowels = ["a", "e", "i", "o", "u"];
  const syllables = ["b", "d", "g", "k", "l", "m"].flatMap((onset) => vowels.map((vowel) => onset + vowel));
  const path = join(folder, name);
  writeChatGguf(path, {
    seed,
    embeddingLength: 128,
    layers: 2,
    words: syllables.map((syllable) => name.charAt(0) + syllable),
  });
  const shape = { contextSize, sequences, batchSize: 512 };
  return estimateMemory(readGgufHeader(path), statSync(path).size, shape).totalBytes;
}

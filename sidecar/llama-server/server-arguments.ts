import type { LoadOptions } from "@/sidecar/runner/protocol";

export type Environment = Record<string, string | undefined>;

export interface ServerPlan {
  options: LoadOptions;
  contextSize: number;
  embeddingOnly: boolean;
  /** Sent with every request, so that nobody else on this machine can use the model. */
  apiKey: string;
  /** Nothing is ever saved there, but without such a folder the server does not erase slots either. */
  slotsDir: string;
}

/**
 * Command line and environment of llama-server for one model. On the line stands what every build of the last year
 * knows; the rest goes by environment, where an older build passes over it. An operator tunes with the server's own
 * LLAMA_ARG_… variables; what decides about memory, address and access is ours.
 */
export function serverArguments(plan: ServerPlan, env: Environment): { args: string[]; env: Environment } {
  const { options, contextSize, embeddingOnly } = plan;
  const window = String(contextSize);
  // An encoder reads a text in one piece. The last token's vector is what the other runner gives for a chat model.
  const shape = embeddingOnly
    ? ["-np", "1", "-c", window, "-b", window, "-ub", window]
    : ["-np", String(options.sequences), "-c", String(contextSize * options.sequences), "--pooling", "last"];
  // They can not be changed at run time as the other runner's can.
  const threads = env["LLAMA_ARG_THREADS"] === undefined ? ["-t", String(options.threads)] : [];
  const always = ["--host", "127.0.0.1", "--port", "0", "--no-webui", "--embeddings"];
  return {
    args: ["-m", options.path, ...always, ...shape, ...threads, "--slot-save-path", plan.slotsDir],
    env: {
      ...env,
      // Not on the command line, which every user of the machine may read.
      LLAMA_API_KEY: plan.apiKey,
      // By default up to 8 GB beside what the ledger knows of.
      LLAMA_ARG_CACHE_RAM: "0",
      LLAMA_ARG_OFFLINE: "1",
      // Prompts are personal.
      LLAMA_ARG_LOG_PROMPTS_DIR: undefined,
      // Folders and presets would make it a router.
      LLAMA_ARG_MODELS_DIR: undefined,
      LLAMA_ARG_MODELS_PRESET: undefined,
    },
  };
}

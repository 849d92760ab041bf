import { availableParallelism } from "node:os";
import { getLlama, GgufInsights, type Llama, LlamaLogLevel } from "node-llama-cpp";
import type { LlamaLog } from "@/sidecar/runner/llama-log";
import { bootTested, type BootOptions } from "@/sidecar/runner/tested-library";

/** Cores that the library may use at most; how many it does use is set at run time. */
export const cores = availableParallelism();

/**
 * Loads the native library. The library's own way takes 0.7 s, most of it a test of the binary in a process of its own;
 * `testedAddon` names the binary that passed that test in another runner, which leaves 0.1 s.
 */
export async function bootLlama(log: LlamaLog, testedAddon: string | undefined): Promise<Llama> {
  const options: BootOptions = {
    maxThreads: cores,
    logLevel: LlamaLogLevel.error,
    logger: (level, message) => {
      if (level === LlamaLogLevel.error || level === LlamaLogLevel.fatal) log.error(message);
      process.stderr.write(`llama.cpp ${level}: ${message.trimEnd()}\n`);
    },
  };
  const llama =
    (testedAddon === undefined ? undefined : await bootTested(testedAddon, options)) ??
    (await getLlama({ ...options, gpu: false, build: "never", skipDownload: true, progressLogs: false }));
  skipMemorySimulation();
  return llama;
}

interface SimulatingInsights {
  _simulateModelResourceUsage?: () => Promise<null>;
  _simulateContextResourceUsage?: () => Promise<null>;
}

/**
 * The library simulates a load to check the memory, reading the whole vocabulary twice more (45–120 ms), even when the
 * check is switched off. The manager has admitted the model before; without the simulation the library falls back to
 * its arithmetic. Where the two methods are gone, nothing is changed.
 */
function skipMemorySimulation(): void {
  const insights = GgufInsights.prototype as unknown as SimulatingInsights;
  if (
    insights._simulateModelResourceUsage === undefined ||
    insights._simulateContextResourceUsage === undefined
  )
    return;
  insights._simulateModelResourceUsage = () => Promise.resolve(null);
  insights._simulateContextResourceUsage = () => Promise.resolve(null);
}

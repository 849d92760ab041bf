import type { Llama, LlamaModel } from "node-llama-cpp";
import { readGgufHeader, type GgufHeader } from "@/sidecar/gguf/header";
import { isInvalidGguf } from "@/sidecar/gguf/invalid-gguf";
import { checkUsable } from "@/sidecar/gguf/validate";
import { RunnerFailure } from "@/sidecar/runner/engine";
import { fastLoad } from "@/sidecar/runner/fast-load";
import { isKnownLibrary } from "@/sidecar/runner/known-library";
import type { LlamaLog } from "@/sidecar/runner/llama-log";

export interface LoadedModel {
  model: LlamaModel;
  header: GgufHeader;
  headerMs: number;
  weightsMs: number;
}

/**
 * Loads the weights, the fast way where that is known to work, else the library's public way.
 * @throws RunnerFailure `invalid_model_file` or `load_failed`
 */
export async function loadModel(
  llama: Llama,
  log: LlamaLog,
  path: string,
  onProgress: (value: number) => void,
): Promise<LoadedModel> {
  const startedAt = performance.now();
  try {
    const loaded = (await tryFast(llama, path, onProgress)) ?? (await loadPublicly(llama, path, onProgress));
    return { ...loaded, weightsMs: performance.now() - startedAt };
  } catch (error) {
    if (isInvalidGguf(error)) throw new RunnerFailure({ code: "invalid_model_file", message: error.reason });
    const reason = (await log.takeLoadError()) ?? (error instanceof Error ? error.message : String(error));
    throw new RunnerFailure({ code: "load_failed", message: `The model could not be loaded: ${reason}` });
  }
}

type Loaded = Omit<LoadedModel, "weightsMs">;

/** undefined: the public way should be tried. */
async function tryFast(
  llama: Llama,
  path: string,
  onProgress: (value: number) => void,
): Promise<Loaded | undefined> {
  if (!(await isKnownLibrary())) return undefined;
  let loaded: Loaded | undefined;
  try {
    loaded = await fastLoad(llama, path, onProgress);
  } catch (error) {
    if (isInvalidGguf(error)) throw error;
    process.stderr.write(`fast load is not possible, using the public one: ${String(error)}\n`);
    return undefined;
  }
  if (loaded === undefined) throw new Error("llama.cpp does not say why");
  return loaded;
}

/** The library's own way; tests/model compares the fast one with it. */
export async function loadPublicly(
  llama: Llama,
  path: string,
  onProgress: (value: number) => void,
): Promise<Loaded> {
  const startedAt = performance.now();
  const header = readGgufHeader(path);
  checkUsable(header);
  const headerMs = performance.now() - startedAt;
  const model = await llama.loadModel({
    modelPath: path,
    gpuLayers: 0,
    useMmap: true,
    ignoreMemorySafetyChecks: true,
    onLoadProgress: onProgress,
  });
  return { model, header, headerMs };
}

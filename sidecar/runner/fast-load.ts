import { GgufInsights, type GgufFileInfo, type Llama, LlamaModel } from "node-llama-cpp";
import { readGgufHeader, type GgufHeader } from "@/sidecar/gguf/header";
import { checkUsable } from "@/sidecar/gguf/validate";

const typeF16 = 1;

interface ModelInside {
  _model: { init(): Promise<boolean> };
  _fileInfo: unknown;
  _fileInsights: unknown;
  _flashAttentionSupported: boolean;
  _defaultContextFlashAttention: boolean | "auto";
}
type ModelConstructor = new (options: object, inside: object) => LlamaModel & ModelInside;

/**
 * Loads a model as `llama.loadModel` does, but reads its header once instead of three times and with our own reader,
 * on this thread while the native load runs on the pool's: half the time of a load. tests/model compares the result
 * with the public way's.
 * @returns undefined when the native load failed (llama.cpp's log says why)
 * @throws InvalidGguf; anything else means that the library's inside is not what this file takes it for
 */
export async function fastLoad(
  llama: Llama,
  modelPath: string,
  onProgress: (value: number) => void,
): Promise<{ model: LlamaModel; header: GgufHeader; headerMs: number } | undefined> {
  const Model = LlamaModel as unknown as ModelConstructor;
  const model = new Model(
    { modelPath, gpuLayers: 0, useMmap: true, useDirectIo: false, onLoadProgress: onProgress },
    {
      _llama: llama,
      _fileInfo: undefined,
      _fileInsights: undefined,
      _defaultContextFlashAttentionOptionEnabled: "auto",
      _flashAttentionSupported: true,
      _defaultContextFlashAttention: "auto",
      _defaultContextSwaFullCache: false,
      _defaultContextKvCacheKeyType: typeF16,
      _defaultContextKvCacheValueType: typeF16,
      _loadPercentageShift: 0,
      _loadPercentageMultiplier: 1,
    },
  );
  const native = model._model.init();
  try {
    const startedAt = performance.now();
    const header = readGgufHeader(modelPath);
    checkUsable(header);
    const insights = await GgufInsights.from(header as unknown as GgufFileInfo, llama);
    Object.assign(insights, { _defaultUseMmap: true });
    model._fileInfo = header;
    model._fileInsights = insights;
    model._flashAttentionSupported = insights.flashAttentionSupported;
    if (!insights.flashAttentionSupported) model._defaultContextFlashAttention = false;
    const headerMs = performance.now() - startedAt;
    return (await native) ? { model, header, headerMs } : undefined;
  } catch (error) {
    if (await native.catch(() => false)) await model.dispose();
    throw error;
  }
}

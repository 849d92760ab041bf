import type { GgufHeader } from "@/sidecar/gguf/header";

/** Sizes that decide how much a token costs in memory. Per-layer lists are given as their sum or their largest. */
export interface Attention {
  layers: number;
  embeddingLength: number;
  feedForwardLength: number;
  heads: number;
  /** The largest of all layers. */
  kvHeads: number;
  /** Sum over all layers; layers without a KV cache (recurrent ones) count 0. */
  kvHeadsOfAllLayers: number;
  headDimK: number;
  headDimV: number;
  /** Bytes that recurrent layers (mamba, rwkv) keep per sequence, whatever its length. */
  recurrentBytesPerSequence: number;
}

/** Reads the attention's sizes; what a file does not say is derived as llama.cpp derives it. */
export function attentionOf(header: GgufHeader): Attention {
  const read = (key: string): number[] => {
    const value = header.values.get(`${header.architecture}.${key}`);
    if (typeof value === "number") return [value];
    return Array.isArray(value) ? value.filter((n) => typeof n === "number") : [];
  };
  const largest = (key: string): number | undefined => {
    const all = read(key);
    return all.length === 0 ? undefined : Math.max(...all);
  };
  const layers = largest("block_count") ?? 0;
  const embeddingLength = largest("embedding_length") ?? 0;
  const heads = largest("attention.head_count") ?? 0;
  const kvHeads = largest("attention.head_count_kv") ?? heads;
  const perLayer = read("attention.head_count_kv");
  const headDim = heads === 0 ? 0 : Math.ceil(embeddingLength / heads);
  return {
    layers,
    embeddingLength,
    feedForwardLength: largest("feed_forward_length") ?? 4 * embeddingLength,
    heads,
    kvHeads,
    kvHeadsOfAllLayers: perLayer.length > 1 ? perLayer.reduce((sum, n) => sum + n, 0) : layers * kvHeads,
    headDimK: largest("attention.key_length") ?? headDim,
    headDimV: largest("attention.value_length") ?? headDim,
    recurrentBytesPerSequence: layers * 4 * recurrentNumbers(largest, embeddingLength),
  };
}

function recurrentNumbers(largest: (key: string) => number | undefined, embeddingLength: number): number {
  const wkvHead = largest("wkv.head_size");
  if (wkvHead !== undefined) return 2 * embeddingLength + embeddingLength * wkvHead;
  const inner = largest("ssm.inner_size");
  if (inner === undefined) return 0;
  const state = largest("ssm.state_size") ?? 0;
  const groups = largest("ssm.group_count") ?? 0;
  const convolution = Math.max(0, (largest("ssm.conv_kernel") ?? 1) - 1);
  return convolution * (inner + 2 * groups * state) + state * inner;
}

import { attentionOf } from "@/sidecar/gguf/attention";
import { describeGguf } from "@/sidecar/gguf/describe";
import type { GgufHeader } from "@/sidecar/gguf/header";
import { tensorTypes } from "@/sidecar/gguf/tensor-types";

export interface MemoryOptions {
  /** Tokens that one sequence holds. */
  contextSize: number;
  sequences: number;
  batchSize: number;
}

export interface MemoryEstimate {
  weightsBytes: number;
  kvBytes: number;
  computeBytes: number;
  /** The process itself: Node, the library, the vocabulary, copies of weights in another layout. */
  overheadBytes: number;
  totalBytes: number;
}

/** llama.cpp rounds the context up to this. */
const contextPad = 256;
const kvBytesPerNumber = 2;
const floatBytes = 4;
/** A runner without a model has 88–93 MB. */
const processBytes = 112 << 20;
/** Text, score, attributes, hash entries and merges of one vocabulary entry. */
const bytesPerWord = 400;
/** On a CPU these are copied into a layout that is faster to multiply; the mapped original stays. */
const repackedTypes: ReadonlySet<string> = new Set(["Q4_0", "Q4_K", "Q2_K", "IQ4_NL", "MXFP4"]);

/**
 * Memory that a runner with this model will take, with the weights in full although they are mapped: an upper bound,
 * measured at 1.0–1.5 times the Pss of a runner. Own arithmetic, so that the manager needs no native code.
 */
export function estimateMemory(
  header: GgufHeader,
  sizeBytes: number,
  options: MemoryOptions,
): MemoryEstimate {
  const description = describeGguf(header, sizeBytes);
  const attention = attentionOf(header);
  const cells = Math.ceil((options.contextSize * options.sequences) / contextPad) * contextPad;
  const kvBytes = description.embeddingOnly
    ? 0
    : cells * attention.kvHeadsOfAllLayers * (attention.headDimK + attention.headDimV) * kvBytesPerNumber +
      options.sequences * attention.recurrentBytesPerSequence;

  const rows = Math.min(options.batchSize, cells);
  const numbersPerRow = 8 * attention.embeddingLength + 3 * attention.feedForwardLength + cells;
  const logits = description.embeddingOnly ? 0 : 2 * rows * description.vocabularySize;
  const computeBytes = (rows * numbersPerRow + logits) * floatBytes;

  const repackedBytes = header.tensorInfo
    .filter(
      (tensor) =>
        tensor.dimensions.length > 1 && repackedTypes.has(tensorTypes.get(tensor.ggmlType)?.name ?? ""),
    )
    .reduce((sum, tensor) => sum + tensor.sizeBytes, 0);
  const overheadBytes = processBytes + bytesPerWord * description.vocabularySize + repackedBytes;
  return {
    weightsBytes: sizeBytes,
    kvBytes,
    computeBytes,
    overheadBytes,
    totalBytes: sizeBytes + kvBytes + computeBytes + overheadBytes,
  };
}

import { describeGguf } from "@/sidecar/gguf/describe";
import type { GgufHeader } from "@/sidecar/gguf/header";
import { repackedTypesHere } from "@/sidecar/gguf/repacked-types";
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
/** A runner without a model has 88–110 MB, and grows by up to 60 while it works. */
const processBytes = 160 << 20;
/** Text, score, attributes, hash entries and merges of one vocabulary entry. */
const bytesPerWord = 400;
/** Tiles of a copied tensor are padded. */
const copyFactor = 1.04;

/**
 * Memory that a runner with this model will take, with the weights in full although they are mapped: an upper bound,
 * measured at 1.1–1.5 times the Pss of a runner. Own arithmetic, so that the manager needs no native code.
 * `repackedTypes`: tensor types that the CPU wants copied.
 */
export function estimateMemory(
  header: GgufHeader,
  sizeBytes: number,
  options: MemoryOptions,
  repackedTypes: ReadonlySet<string> = repackedTypesHere(),
): MemoryEstimate {
  const description = describeGguf(header, sizeBytes);
  const { embeddingOnly, vocabularySize, embeddingLength, feedForwardLength } = description;
  const cells = Math.ceil((options.contextSize * options.sequences) / contextPad) * contextPad;
  const kvBytes = embeddingOnly
    ? 0
    : cells *
        description.kvHeadsOfAllLayers *
        (description.headDimK + description.headDimV) *
        kvBytesPerNumber +
      options.sequences * description.recurrentBytesPerSequence;

  // An encoder reads a text in one piece, whatever the batch size.
  const rows = embeddingOnly ? options.contextSize : Math.min(options.batchSize, cells);
  const logits = embeddingOnly ? 0 : vocabularySize;
  const computeBytes = rows * (8 * embeddingLength + 3 * feedForwardLength + cells + logits) * floatBytes;

  const overheadBytes =
    processBytes +
    bytesPerWord * vocabularySize +
    Math.ceil(copyFactor * copiedBytes(header, embeddingOnly, repackedTypes));
  const totalBytes = sizeBytes + kvBytes + computeBytes + overheadBytes;
  return { weightsBytes: sizeBytes, kvBytes, computeBytes, overheadBytes, totalBytes };
}

/** Words are looked up in the original; it is copied only where it is also the output. */
function copiedBytes(header: GgufHeader, embeddingOnly: boolean, repackedTypes: ReadonlySet<string>): number {
  const isTied = !embeddingOnly && !header.tensorInfo.some(({ name }) => name === "output.weight");
  return header.tensorInfo
    .filter(({ name, dimensions, ggmlType }) => {
      const isMatrix = dimensions.length > 1 && (name !== "token_embd.weight" || isTied);
      return isMatrix && repackedTypes.has(tensorTypes.get(ggmlType)?.name ?? "");
    })
    .reduce((sum, tensor) => sum + tensor.sizeBytes, 0);
}

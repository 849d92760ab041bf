import { basename } from "node:path";
import { embeddingArchitectures } from "@/sidecar/gguf/architectures";
import { attentionOf, type Attention } from "@/sidecar/gguf/attention";
import { fileTypeNames } from "@/sidecar/gguf/file-types";
import type { GgufHeader } from "@/sidecar/gguf/header";
import type { GgufTensor } from "@/sidecar/gguf/read-tensors";
import { tensorTypes } from "@/sidecar/gguf/tensor-types";

export interface GgufDescription extends Attention {
  architecture: string;
  /** `general.name`, else the file name without its ending. */
  displayName: string;
  /** "Q4_K_M", "F16" … */
  quantization: string;
  parameterCount: number;
  sizeBytes: number;
  trainContextLength: number;
  vocabularySize: number;
  /** The file's own Jinja template, if it has one. */
  chatTemplate?: string;
  capabilities: { images: boolean; tools: boolean; embeddings: boolean };
  /** It can only turn text into vectors. */
  embeddingOnly: boolean;
}

/** What people and the pool want to know of a model, from its header alone. */
export function describeGguf(header: GgufHeader, sizeBytes: number): GgufDescription {
  const name = header.values.get("general.name");
  const template = header.values.get("tokenizer.chat_template");
  const chatTemplate = typeof template === "string" && template !== "" ? template : undefined;
  const pooling = header.values.get(`${header.architecture}.pooling_type`);
  const embeddingOnly = embeddingArchitectures.has(header.architecture);
  return {
    ...attentionOf(header),
    architecture: header.architecture,
    displayName:
      typeof name === "string" && name.trim() !== ""
        ? name.trim()
        : basename(header.source.path).replace(/\.gguf$/i, ""),
    quantization: quantizationOf(header),
    parameterCount: header.tensorInfo.reduce((sum, tensor) => sum + elementsOf(tensor), 0),
    sizeBytes,
    trainContextLength: numberOf(header, "context_length") ?? 0,
    vocabularySize: vocabularySizeOf(header),
    ...(chatTemplate === undefined ? {} : { chatTemplate }),
    capabilities: {
      images: false,
      tools: chatTemplate !== undefined && /\btools\b/.test(chatTemplate),
      embeddings: embeddingOnly || (typeof pooling === "number" && pooling > 0),
    },
    embeddingOnly,
  };
}

/** The number that the file has under `<architecture>.<key>`. */
function numberOf(header: GgufHeader, key: string): number | undefined {
  const value = header.values.get(`${header.architecture}.${key}`);
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

const elementsOf = (tensor: GgufTensor): number => tensor.dimensions.reduce((product, n) => product * n, 1);

function vocabularySizeOf(header: GgufHeader): number {
  const tokens = header.values.get("tokenizer.ggml.tokens");
  if (typeof tokens === "object" && "length" in tokens) return tokens.length;
  return numberOf(header, "vocab_size") ?? 0;
}

function quantizationOf(header: GgufHeader): string {
  const fileType = header.values.get("general.file_type");
  const named = typeof fileType === "number" ? fileTypeNames.get(fileType) : undefined;
  if (named !== undefined) return named;
  const bytesOfType = new Map<number, number>();
  for (const { ggmlType, sizeBytes } of header.tensorInfo)
    bytesOfType.set(ggmlType, (bytesOfType.get(ggmlType) ?? 0) + sizeBytes);
  const [dominant] = [...bytesOfType].toSorted(([, a], [, b]) => b - a)[0] ?? [];
  return (dominant === undefined ? undefined : tensorTypes.get(dominant)?.name) ?? "unknown";
}

import type { FileCursor } from "@/sidecar/gguf/file-cursor";
import { InvalidGguf } from "@/sidecar/gguf/invalid-gguf";
import { tensorTypes } from "@/sidecar/gguf/tensor-types";

export interface GgufTensor {
  name: string;
  dimensions: number[];
  ggmlType: number;
  /** From the start of the tensor data. */
  offset: number;
  /** From the start of the file. */
  fileOffset: number;
  filePart: 1;
  sizeBytes: number;
}

const mostDimensions = 4;
/** ggml keeps names in 64 bytes. */
const longestName = 63;
/** Name length, dimensions, one dimension, type, offset. */
const smallestEntryBytes = 8 + 4 + 8 + 4 + 8;

/** Reads the table of tensors, and checks that every tensor's data lies inside the file. */
export function readTensors(
  cursor: FileCursor,
  count: number,
  alignment: number,
): { list: GgufTensor[]; infoBytes: number; dataStart: number } {
  if (count * smallestEntryBytes > cursor.left)
    throw new InvalidGguf(`The file is cut short or damaged: it claims to have ${count} tensors.`);
  const infoStart = cursor.offset;
  const list = Array.from({ length: count }, () => readTensor(cursor, alignment));
  const infoEnd = cursor.offset;
  const dataStart = Math.ceil(infoEnd / alignment) * alignment;
  for (const tensor of list) {
    tensor.fileOffset = dataStart + tensor.offset;
    if (tensor.fileOffset + tensor.sizeBytes > cursor.sizeBytes)
      throw new InvalidGguf(
        `The file is cut short: it has ${cursor.sizeBytes} bytes, but the tensor "${tensor.name}" ends at ${tensor.fileOffset + tensor.sizeBytes}.`,
      );
  }
  return { list, infoBytes: infoEnd - infoStart, dataStart };
}

function readTensor(cursor: FileCursor, alignment: number): GgufTensor {
  const name = cursor.string("the name of a tensor");
  if (name.length > longestName)
    throw new InvalidGguf("The file is damaged: the name of a tensor is too long.");
  const dimensionCount = cursor.u32();
  if (dimensionCount > mostDimensions)
    throw new InvalidGguf(`The file is damaged: the tensor "${name}" has ${dimensionCount} dimensions.`);
  const dimensions = Array.from({ length: dimensionCount }, () =>
    cursor.size(`a dimension of the tensor "${name}"`),
  );
  const ggmlType = cursor.u32();
  const offset = cursor.size(`the place of the tensor "${name}"`);
  if (offset % alignment !== 0)
    throw new InvalidGguf(`The file is damaged: the tensor "${name}" is not aligned.`);
  return {
    name,
    dimensions,
    ggmlType,
    offset,
    fileOffset: 0,
    filePart: 1,
    sizeBytes: sizeOf(name, dimensions, ggmlType),
  };
}

function sizeOf(name: string, dimensions: number[], ggmlType: number): number {
  const type = tensorTypes.get(ggmlType);
  if (type === undefined)
    throw new InvalidGguf(
      `The tensor "${name}" has type ${ggmlType}, which this version of llama.cpp does not know.`,
    );
  const elements = dimensions.reduce((product, n) => product * n, 1);
  const row = dimensions[0] ?? 1;
  if (!Number.isSafeInteger(elements) || row % type.elements !== 0)
    throw new InvalidGguf(`The file is damaged: the tensor "${name}" has impossible dimensions.`);
  return (elements / type.elements) * type.bytes;
}

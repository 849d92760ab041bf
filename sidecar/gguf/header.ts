import { closeSync, openSync } from "node:fs";
import { resolve } from "node:path";
import { FileCursor } from "@/sidecar/gguf/file-cursor";
import { InvalidGguf } from "@/sidecar/gguf/invalid-gguf";
import { nestMetadata, type GgufValue, type NestedMetadata } from "@/sidecar/gguf/metadata";
import { readTensors, type GgufTensor } from "@/sidecar/gguf/read-tensors";
import { readValue } from "@/sidecar/gguf/read-value";

/** What stands before the tensor data. The shape is a superset of node-llama-cpp's GgufFileInfo. */
export interface GgufHeader {
  version: number;
  /** Keys and values as the file has them. */
  values: ReadonlyMap<string, GgufValue>;
  metadata: NestedMetadata;
  architecture: string;
  architectureMetadata: NestedMetadata;
  tensorInfo: GgufTensor[];
  fullTensorInfo: GgufTensor[];
  tensorCount: number;
  totalTensorCount: number;
  metadataSize: number;
  totalMetadataSize: number;
  tensorInfoSize: number;
  totalTensorInfoSize: number;
  /** Where the tensor data begins. */
  infoEndOffset: number;
  splicedParts: 1;
  source: { type: "path"; path: string };
  sourceData: [];
}

const magic = "GGUF";
const supportedVersions: readonly number[] = [2, 3];
const mostKeys = 65_536;

/**
 * Reads the header of a GGUF file synchronously (runners must not use the thread pool), 3–25 ms.
 * Nothing in the file decides how much memory is used; long arrays are walked over.
 * @throws InvalidGguf with a `reason` for people; Node's own error when the file can not be opened.
 */
export function readGgufHeader(path: string): GgufHeader {
  const fd = openSync(path, "r");
  try {
    return readHeader(new FileCursor(fd), resolve(path));
  } finally {
    closeSync(fd);
  }
}

function readHeader(cursor: FileCursor, path: string): GgufHeader {
  if (cursor.left < 4) throw new InvalidGguf("The file is not a GGUF model: it is empty or too short.");
  const start = Array.from({ length: 4 }, () => String.fromCharCode(cursor.u8())).join("");
  if (start !== magic) throw new InvalidGguf("The file is not a GGUF model: it does not begin with GGUF.");
  const version = cursor.u32();
  if (!supportedVersions.includes(version)) throw new InvalidGguf(unknownVersion(version));

  const tensorCount = cursor.size("the number of tensors");
  const keyCount = cursor.size("the number of keys");
  if (keyCount > mostKeys) throw new InvalidGguf(`The file is damaged: it claims to have ${keyCount} keys.`);
  const values = readValues(cursor, keyCount);
  const metadataSize = cursor.offset;

  const architecture = values.get("general.architecture");
  if (typeof architecture !== "string" || architecture === "")
    throw new InvalidGguf("The file does not say which architecture the model has.");
  const tensors = readTensors(cursor, tensorCount, alignmentOf(values));
  const metadata = nestMetadata(values);
  const own = metadata[architecture];
  return {
    version,
    values,
    metadata,
    architecture,
    architectureMetadata: typeof own === "object" && !Array.isArray(own) && !("length" in own) ? own : {},
    tensorInfo: tensors.list,
    fullTensorInfo: tensors.list,
    tensorCount,
    totalTensorCount: tensorCount,
    metadataSize,
    totalMetadataSize: metadataSize,
    tensorInfoSize: tensors.infoBytes,
    totalTensorInfoSize: tensors.infoBytes,
    infoEndOffset: tensors.dataStart,
    splicedParts: 1,
    source: { type: "path", path },
    sourceData: [],
  };
}

function readValues(cursor: FileCursor, count: number): Map<string, GgufValue> {
  const values = new Map<string, GgufValue>();
  for (let i = 0; i < count; i++) {
    const key = cursor.string("a key");
    if (values.has(key)) throw new InvalidGguf(`The file is damaged: the key "${key}" stands in it twice.`);
    values.set(key, readValue(cursor, cursor.u32(), key));
  }
  return values;
}

function alignmentOf(values: ReadonlyMap<string, GgufValue>): number {
  const alignment = values.get("general.alignment") ?? 32;
  const isPowerOfTwo =
    typeof alignment === "number" && alignment > 0 && Number.isInteger(Math.log2(alignment));
  if (!isPowerOfTwo) throw new InvalidGguf("The file is damaged: its alignment is not a power of two.");
  return alignment;
}

function unknownVersion(version: number): string {
  if (version === 1)
    return "The file has version 1 of the GGUF format, which is no longer supported; convert the model again.";
  const bigEndian = version >= 1 << 24;
  return bigEndian
    ? "The file was written for big-endian machines; download the little-endian one."
    : `The file has version ${version} of the GGUF format; versions 2 and 3 are supported.`;
}

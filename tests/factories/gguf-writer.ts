import { writeFileSync } from "node:fs";

export type WritableValue =
  | { u32: number }
  | { f32: number }
  | { bool: boolean }
  | { string: string }
  | { strings: string[] }
  | { f32s: number[] }
  | { i32s: number[] };

export interface WritableTensor {
  name: string;
  dimensions: number[];
  data: Float32Array;
}

const alignment = 32;
const pad = (bytes: number): number => Math.ceil(bytes / alignment) * alignment;

const u32 = (n: number): Buffer => {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(n);
  return buffer;
};
const i32 = (n: number): Buffer => {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32LE(n);
  return buffer;
};
const f32 = (n: number): Buffer => {
  const buffer = Buffer.alloc(4);
  buffer.writeFloatLE(n);
  return buffer;
};
const u64 = (n: number): Buffer => {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(BigInt(n));
  return buffer;
};
const text = (value: string): Buffer => {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
};
const list = (type: number, items: Buffer[]): Buffer =>
  Buffer.concat([u32(9), u32(type), u64(items.length), ...items]);

function encode(value: WritableValue): Buffer {
  if ("u32" in value) return Buffer.concat([u32(4), u32(value.u32)]);
  if ("f32" in value) return Buffer.concat([u32(6), f32(value.f32)]);
  if ("bool" in value) return Buffer.concat([u32(7), Buffer.from([value.bool ? 1 : 0])]);
  if ("string" in value) return Buffer.concat([u32(8), text(value.string)]);
  if ("strings" in value) return list(8, value.strings.map(text));
  if ("f32s" in value) return list(6, value.f32s.map(f32));
  return list(5, value.i32s.map(i32));
}

/** Writes a GGUF file, version 3, all tensors F32. */
export function writeGguf(
  path: string,
  values: Record<string, WritableValue>,
  tensors: WritableTensor[],
): void {
  const keys = Object.entries(values).map(([key, value]) => Buffer.concat([text(key), encode(value)]));
  let offset = 0;
  const infos = tensors.map(({ name, dimensions, data }) => {
    const info = Buffer.concat([
      text(name),
      u32(dimensions.length),
      ...dimensions.map(u64),
      u32(0),
      u64(offset),
    ]);
    offset += pad(data.byteLength);
    return info;
  });
  const head = Buffer.concat([
    Buffer.from("GGUF"),
    u32(3),
    u64(tensors.length),
    u64(keys.length),
    ...keys,
    ...infos,
  ]);
  const parts: Buffer[] = [head, Buffer.alloc(pad(head.length) - head.length)];
  for (const { data } of tensors)
    parts.push(
      Buffer.from(data.buffer, data.byteOffset, data.byteLength),
      Buffer.alloc(pad(data.byteLength) - data.byteLength),
    );
  writeFileSync(path, Buffer.concat(parts));
}

import type { FileCursor } from "@/sidecar/gguf/file-cursor";
import { InvalidGguf } from "@/sidecar/gguf/invalid-gguf";
import type { GgufValue } from "@/sidecar/gguf/metadata";

/** Longer arrays are vocabularies: nobody here reads them, and they cost 100 ms as objects. */
const longestKeptArray = 64;
const stringType = 8;
const arrayType = 9;
const fixedBytes: ReadonlyMap<number, number> = new Map([
  [0, 1],
  [1, 1],
  [2, 2],
  [3, 2],
  [4, 4],
  [5, 4],
  [6, 4],
  [7, 1],
  [10, 8],
  [11, 8],
  [12, 8],
]);

/** Reads the value of `key` whose type number has been read already. */
export function readValue(cursor: FileCursor, type: number, key: string): GgufValue {
  switch (type) {
    case 0:
      return cursor.u8();
    case 1:
      return cursor.i8();
    case 2:
      return cursor.u16();
    case 3:
      return cursor.i16();
    case 4:
      return cursor.u32();
    case 5:
      return cursor.i32();
    case 6:
      return cursor.f32();
    case 7:
      return cursor.u8() !== 0;
    case stringType:
      return cursor.string(`the value of "${key}"`);
    case arrayType:
      return readArray(cursor, key);
    case 10:
      return Number(cursor.u64());
    case 11:
      return Number(cursor.i64());
    case 12:
      return cursor.f64();
    default:
      throw new InvalidGguf(`The file is damaged: "${key}" has the unknown value type ${type}.`);
  }
}

function readArray(cursor: FileCursor, key: string): GgufValue {
  const type = cursor.u32();
  const length = cursor.size(`the length of "${key}"`);
  const what = `the list "${key}"`;
  if (type === arrayType) throw new InvalidGguf(`The file is damaged: "${key}" holds lists inside a list.`);
  if (type === stringType) {
    if (length > longestKeptArray) {
      cursor.skipStrings(length, what);
      return { length };
    }
  } else {
    const bytes = fixedBytes.get(type);
    if (bytes === undefined)
      throw new InvalidGguf(`The file is damaged: "${key}" has the unknown value type ${type}.`);
    if (length > longestKeptArray) {
      cursor.skip(bytes * length, what);
      return { length };
    }
  }
  return Array.from({ length }, () => readValue(cursor, type, key));
}

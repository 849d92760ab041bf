import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readGgufHeader } from "@/sidecar/gguf/header";
import { InvalidGguf, isInvalidGguf } from "@/sidecar/gguf/invalid-gguf";
import { writeChatGguf } from "@/tests/factories/gguf";
import { corruptGguf } from "@/tests/factories/gguf-corrupt";

let folder: string;
let whole: Buffer;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gguf-header-"));
  writeChatGguf(join(folder, "whole.gguf"), { name: "Whole", layers: 2 });
  whole = readFileSync(join(folder, "whole.gguf"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Reads a file with these bytes. */
function read(bytes: Uint8Array) {
  const path = join(folder, "changed.gguf");
  writeFileSync(path, bytes);
  return readGgufHeader(path);
}
const reasonOf = (corrupt: (path: string) => void): string => {
  const path = join(folder, "corrupt.gguf");
  writeFileSync(path, whole);
  corrupt(path);
  try {
    readGgufHeader(path);
  } catch (error) {
    if (isInvalidGguf(error)) return error.reason;
    throw error;
  }
  return "it was read";
};
const u32 = (n: number): Buffer => Buffer.from(Uint32Array.of(n).buffer);
const u64 = (n: number | bigint): Buffer => Buffer.from(BigUint64Array.of(BigInt(n)).buffer);
const text = (value: string): Buffer => Buffer.concat([u64(value.length), Buffer.from(value)]);
const file = (keys: Buffer[], tensors: Buffer[] = []): Buffer =>
  Buffer.concat([
    Buffer.from("GGUF"),
    u32(3),
    u64(tensors.length),
    u64(keys.length),
    ...keys,
    ...tensors,
    Buffer.alloc(64),
  ]);
const architecture = Buffer.concat([text("general.architecture"), u32(8), text("llama")]);
const tensor = (name: string, dimensions: (number | bigint)[], type: number, offset = 0): Buffer =>
  Buffer.concat([text(name), u32(dimensions.length), ...dimensions.map(u64), u32(type), u64(offset)]);

describe("readGgufHeader", () => {
  test("reads keys, nests them, and keeps only the length of a vocabulary", () => {
    const header = readGgufHeader(join(folder, "whole.gguf"));
    expect(header.architecture).toBe("llama");
    expect(header.values.get("llama.block_count")).toBe(2);
    expect(header.metadata).toMatchObject({
      general: { name: "Whole" },
      tokenizer: { ggml: { tokens: { length: 420 } } },
    });
    expect(header.architectureMetadata).toMatchObject({ block_count: 2, attention: { head_count: 1 } });
    expect(header.tensorInfo).toHaveLength(2 + 2 * 9 + 1);
    expect(header.tensorInfo.at(-1)).toMatchObject({
      name: "output.weight",
      ggmlType: 0,
      dimensions: [32, 420],
    });
  });

  test.each([
    ["a download that stopped", corruptGguf.truncate, /cut short.*ends at/],
    ["a file cut inside its header", corruptGguf.truncateHeader, /cut short/],
    ["another kind of file", corruptGguf.wrongMagic, /does not begin with GGUF/],
    ["a version of the future", corruptGguf.unknownVersion, /version 9/],
    ["an absurd number of tensors", corruptGguf.absurdTensorCount, /claims to have \d+ tensors/],
    ["an absurd number of keys", corruptGguf.absurdKeyCount, /number of keys is absurd/],
    ["a key longer than the file", corruptGguf.absurdKeyLength, /ends behind the end of the file/],
  ])("%s is refused with a sentence that says so", (_, corrupt, sentence) => {
    expect(reasonOf(corrupt)).toMatch(sentence);
  });

  test.each([
    ["an empty file", Buffer.alloc(0), /empty or too short/],
    [
      "a file of the first version",
      Buffer.concat([Buffer.from("GGUF"), u32(1), Buffer.alloc(64)]),
      /version 1/,
    ],
    [
      "a big-endian file",
      Buffer.concat([Buffer.from("GGUF"), Buffer.from([0, 0, 0, 3]), Buffer.alloc(64)]),
      /big-endian/,
    ],
    ["a file without an architecture", file([]), /which architecture/],
    ["an unknown value type", file([Buffer.concat([text("k"), u32(99)])]), /unknown value type 99/],
    ["a list of lists", file([Buffer.concat([text("k"), u32(9), u32(9), u64(2)])]), /lists inside a list/],
    [
      "a list longer than the file",
      file([Buffer.concat([text("k"), u32(9), u32(8), u64(1e12)])]),
      /ends behind the end/,
    ],
    [
      "numbers beyond the file",
      file([Buffer.concat([text("k"), u32(9), u32(4), u64(1e12)])]),
      /ends behind the end/,
    ],
    ["the same key twice", file([architecture, architecture]), /stands in it twice/],
    [
      "an impossible alignment",
      file([architecture, Buffer.concat([text("general.alignment"), u32(4), u32(3)])]),
      /alignment/,
    ],
    ["a tensor of an unknown type", file([architecture], [tensor("t", [32], 77)]), /type 77/],
    [
      "a tensor with five dimensions",
      file([architecture], [tensor("t", [1, 1, 1, 1, 1], 0)]),
      /5 dimensions/,
    ],
    [
      "a tensor larger than any file",
      file([architecture], [tensor("t", [2n ** 40n, 2n ** 40n], 0)]),
      /impossible dimensions/,
    ],
    [
      "a tensor outside the file",
      file([architecture], [tensor("t", [32], 0, 1 << 20)]),
      /cut short.*"t" ends at/,
    ],
    ["a tensor that is not aligned", file([architecture], [tensor("t", [8], 0, 5)]), /not aligned/],
  ])("%s is refused with a sentence that says so", (_, bytes, sentence) => {
    expect(() => read(bytes)).toThrow(InvalidGguf);
    expect(() => read(bytes)).toThrow(sentence);
  });

  test("a key named __proto__ is only a key", () => {
    const header = read(file([architecture, Buffer.concat([text("__proto__.polluted"), u32(4), u32(1)])]));
    expect(header.metadata["__proto__"]).toEqual({ polluted: 1 });
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  test("whatever bytes are changed, it is read or refused, never anything else", () => {
    const headerBytes = readGgufHeader(join(folder, "whole.gguf")).infoEndOffset;
    const change = fc.record({ at: fc.nat(headerBytes - 1), byte: fc.nat(255) });
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 8 }),
        fc.nat(whole.length),
        fc.boolean(),
        (changes, length, cut) => {
          const bytes = Buffer.from(whole);
          for (const { at, byte } of changes) bytes[at] = byte;
          let outcome: unknown = "read";
          try {
            read(cut ? bytes.subarray(0, length) : bytes);
          } catch (error) {
            outcome = isInvalidGguf(error) ? "refused" : error;
          }
          expect(["read", "refused"]).toContain(outcome);
        },
      ),
      { numRuns: 300 },
    );
  });
});

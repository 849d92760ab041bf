import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { estimateMemory } from "@/sidecar/gguf/estimate";
import { readGgufHeader } from "@/sidecar/gguf/header";
import { validateGguf } from "@/sidecar/gguf/validate";
import { writeChatGguf } from "@/tests/factories/gguf";
import { corruptGguf } from "@/tests/factories/gguf-corrupt";
import { writeEmbeddingGguf } from "@/tests/factories/gguf-embedding";
import { writeGguf, type WritableValue } from "@/tests/factories/gguf-writer";

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "gguf-validate-"))));
afterAll(() => rmSync(folder, { recursive: true }));

const minimal = (values: Record<string, WritableValue>): string => {
  const path = join(folder, "minimal.gguf");
  writeGguf(path, values, [{ name: "token_embd.weight", dimensions: [4], data: new Float32Array(4) }]);
  return path;
};

describe("validateGguf", () => {
  test("describes a chat model", () => {
    const path = join(folder, "chat.gguf");
    writeChatGguf(path, { name: "Little One", layers: 2, contextLength: 2048 });
    expect(validateGguf(path)).toMatchObject({
      architecture: "llama",
      displayName: "Little One",
      quantization: "F32",
      trainContextLength: 2048,
      layers: 2,
      kvHeads: 1,
      headDimK: 32,
      vocabularySize: 420,
      parameterCount: 2 * 420 * 32 + 2 * (4 * 32 * 32 + 3 * 32 * 64 + 2 * 32) + 32,
      capabilities: { images: false, tools: false, embeddings: false },
      embeddingOnly: false,
    });
  });

  test("a model without a name is called by its file", () => {
    expect(validateGguf(minimal({ "general.architecture": { string: "llama" } })).displayName).toBe(
      "minimal",
    );
  });

  test("a template that speaks of tools makes a model that can use them", () => {
    const path = join(folder, "tools.gguf");
    writeChatGguf(path, { chatTemplate: "{% if tools %}{{ tools }}{% endif %}" });
    expect(validateGguf(path).capabilities.tools).toBe(true);
  });

  test("an embedding model is known as one", () => {
    const path = join(folder, "embedding.gguf");
    writeEmbeddingGguf(path);
    expect(validateGguf(path)).toMatchObject({ embeddingOnly: true, capabilities: { embeddings: true } });
  });

  test.each([
    [
      "an architecture that llama.cpp does not have",
      { "general.architecture": { string: "brain" } },
      /"brain" is not supported/,
    ],
    ["an image projector", { "general.architecture": { string: "clip" } }, /image part of another model/],
    [
      "one part of several",
      { "general.architecture": { string: "llama" }, "split.count": { u32: 3 } },
      /split into 3 files/,
    ],
  ])("%s is refused by name", (_, values, sentence) => {
    expect(() => validateGguf(minimal(values))).toThrow(sentence);
  });

  test("a truncated file is refused", () => {
    const path = join(folder, "cut.gguf");
    writeChatGguf(path);
    corruptGguf.truncate(path);
    expect(() => validateGguf(path)).toThrow(/cut short/);
  });

  test("a folder is refused", () => {
    expect(() => validateGguf(folder)).toThrow("not a file");
  });
});

describe("estimateMemory", () => {
  test("counts the weights in full and the window by sequences, layers and heads", () => {
    const path = join(folder, "estimate.gguf");
    writeChatGguf(path, { embeddingLength: 64, layers: 3 });
    const header = readGgufHeader(path);
    const estimate = estimateMemory(header, 1_000_000, { contextSize: 1000, sequences: 4, batchSize: 512 });
    expect(estimate.weightsBytes).toBe(1_000_000);
    expect(estimate.kvBytes).toBe(4096 * 3 * 2 * (32 + 32) * 2);
    const { weightsBytes, kvBytes, computeBytes, overheadBytes, totalBytes } = estimate;
    expect(totalBytes).toBe(weightsBytes + kvBytes + computeBytes + overheadBytes);
  });

  test("fewer sequences take less", () => {
    const path = join(folder, "estimate.gguf");
    const header = readGgufHeader(path);
    const bytes = (sequences: number): number =>
      estimateMemory(header, 1_000_000, { contextSize: 4096, sequences, batchSize: 512 }).totalBytes;
    expect(bytes(1)).toBeLessThan(bytes(2));
    expect(bytes(2)).toBeLessThan(bytes(4));
  });

  test("what the CPU wants in another layout counts twice", () => {
    const path = join(folder, "estimate.gguf");
    const options = { contextSize: 1024, sequences: 1, batchSize: 512 };
    const bytes = (types: string[]): number =>
      estimateMemory(readGgufHeader(path), 1_000_000, options, new Set(types)).totalBytes;
    const matrices = 3 * (4 * 64 * 64 + 3 * 64 * 128) + 420 * 64;
    expect(bytes(["F32"]) - bytes([])).toBeCloseTo(1.04 * matrices * 4, 0);
  });
});

import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { readGgufHeader } from "@/sidecar/gguf/header";
import { writeChatGguf } from "@/tests/factories/gguf";
import { loadShapes } from "./load-shapes";

const folder = mkdtempSync(join(tmpdir(), "switchyard-shapes-"));
const path = join(folder, "a.gguf");
writeChatGguf(path, { embeddingLength: 256, layers: 4, contextLength: 8192 });
afterAll(() => rmSync(folder, { recursive: true }));

const header = readGgufHeader(path);
const { size } = statSync(path);
const usual = {
  contextSize: 4096,
  sequences: 4,
  trainContextLength: 8192,
  budgetBytes: Number.MAX_SAFE_INTEGER,
};

it("prefers all sequences, then half, then one, each smaller than the one before", () => {
  const shapes = loadShapes(header, size, usual);
  expect(shapes.map(({ sequences, contextSize }) => [sequences, contextSize])).toEqual([
    [4, 4096],
    [2, 4096],
    [1, 4096],
  ]);
  expect(shapes.map((shape) => shape.bytes)).toEqual(
    shapes.map((shape) => shape.bytes).toSorted((a, b) => b - a),
  );
});

it("does not go beyond what the file was trained for", () => {
  expect(loadShapes(header, size, { ...usual, trainContextLength: 512 })[0]?.contextSize).toBe(512);
});

it("shortens the context only where one full sequence could never fit", () => {
  const single = loadShapes(header, size, usual).at(-1)?.bytes ?? 0;
  expect(loadShapes(header, size, { ...usual, budgetBytes: single })).toHaveLength(3);
  const short = loadShapes(header, size, { ...usual, budgetBytes: single - 1 });
  expect(short.at(-1)).toMatchObject({ sequences: 1, contextSize: 2048 });
});

import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openLoadHistory } from "./load-history";

const folder = mkdtempSync(join(tmpdir(), "switchyard-history-"));
afterAll(() => rmSync(folder, { recursive: true }));
const fail = (error: unknown): never => {
  throw error;
};

it("expects the median of past loads, across restarts", () => {
  const path = join(folder, "new", "history.json");
  const history = openLoadHistory(path, fail);
  for (const ms of [100, 900, 300]) history.add("a.gguf", ms);
  expect(openLoadHistory(path, fail).expectedMs("a.gguf", 1)).toBe(300);
});

it("expects longer of a bigger file while there is no history", () => {
  const history = openLoadHistory(join(folder, "none.json"), fail);
  expect(history.expectedMs("big.gguf", 3e9)).toBeGreaterThan(history.expectedMs("small.gguf", 3e7));
});

it("forgets old loads", () => {
  const history = openLoadHistory(join(folder, "old.json"), fail);
  for (let n = 0; n < 20; n += 1) history.add("a.gguf", 10_000);
  for (let n = 0; n < 20; n += 1) history.add("a.gguf", 100);
  expect(history.expectedMs("a.gguf", 1)).toBe(100);
});

it("a damaged file is an empty history", () => {
  const path = join(folder, "damaged.json");
  writeFileSync(path, '{"a.gguf": [1');
  expect(openLoadHistory(path, fail).expectedMs("a.gguf", 0)).toBe(400);
});

it("a folder that can not be written costs the history, not the load", () => {
  const errors: unknown[] = [];
  writeFileSync(join(folder, "file"), "");
  const path = join(folder, "file", "history.json");
  openLoadHistory(path, (error) => errors.push(error)).add("a.gguf", 1);
  expect(errors).toHaveLength(1);
  expect(existsSync(path)).toBe(false);
});

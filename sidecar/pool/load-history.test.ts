import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openLoadHistory, type LoadHistory } from "./load-history";

const folder = mkdtempSync(join(tmpdir(), "switchyard-history-"));
afterAll(() => rmSync(folder, { recursive: true }));
const fail = (error: unknown): never => {
  throw error;
};
const sizeBytes = 3_000_000;
const fresh = (name: string): LoadHistory => openLoadHistory(join(folder, name), fail);
function add(history: LoadHistory, state: "warm" | "cold", durations: number[]): LoadHistory {
  for (const ms of durations) history.add({ model: "a.gguf", sizeBytes, state, ms });
  return history;
}

it("expects P50 and P90 of past loads, across restarts", () => {
  const name = join("new", "history.json");
  add(fresh(name), "warm", [100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000]);
  expect(fresh(name).expected("a.gguf", sizeBytes, "warm")).toEqual({ etaMs: 500, etaP90Ms: 900 });
});

it("keeps loads from the page cache and loads from the disk apart", () => {
  const history = add(add(fresh("apart.json"), "warm", [100, 110]), "cold", [2_000, 2_100]);
  expect(history.expected("a.gguf", sizeBytes, "warm").etaMs).toBe(100);
  expect(history.expected("a.gguf", sizeBytes, "cold").etaMs).toBe(2_000);
});

it("with few loads the P90 is not taken for better known than it is", () => {
  const history = add(fresh("few.json"), "warm", [100, 100]);
  expect(history.expected("a.gguf", sizeBytes, "warm")).toEqual({ etaMs: 100, etaP90Ms: 150 });
});

it("a load from the disk that was never seen takes longer than one from the cache that was", () => {
  const history = add(fresh("never-cold.json"), "warm", [100]);
  const { etaMs, etaP90Ms } = history.expected("a.gguf", sizeBytes, "cold");
  expect(etaMs).toBe(100 + sizeBytes / 300_000);
  expect(etaP90Ms).toBeGreaterThan(etaMs);
});

it("expects longer of a bigger file while there is no history", () => {
  const history = fresh("none.json");
  const big = history.expected("big.gguf", 3e9, "cold");
  expect(big.etaMs).toBeGreaterThan(history.expected("small.gguf", 3e7, "cold").etaMs);
  expect(big.etaP90Ms).toBeGreaterThan(big.etaMs);
});

it("forgets old loads, and those of another file of that name", () => {
  const history = add(fresh("old.json"), "warm", [...Array(20).fill(10_000), ...Array(20).fill(100)]);
  expect(history.expected("a.gguf", sizeBytes, "warm").etaMs).toBe(100);
  expect(history.expected("a.gguf", 300_000, "warm").etaMs).toBe(401);
});

it("a damaged file is an empty history", () => {
  for (const text of ['{"a.gguf": [1', '{"a.gguf": [100, 200]}']) {
    writeFileSync(join(folder, "damaged.json"), text);
    expect(fresh("damaged.json").expected("a.gguf", 0, "warm").etaMs).toBe(400);
  }
});

it("a folder that can not be written costs the history, not the load", () => {
  const errors: unknown[] = [];
  writeFileSync(join(folder, "file"), "");
  const path = join(folder, "file", "history.json");
  add(
    openLoadHistory(path, (error) => errors.push(error)),
    "warm",
    [1],
  );
  expect(errors).toHaveLength(1);
  expect(existsSync(path)).toBe(false);
});

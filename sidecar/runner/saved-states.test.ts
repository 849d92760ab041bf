import {
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SavedStates } from "@/sidecar/runner/saved-states";

const model = "0123456789abcdef0123456789abcdef";
const other = "f".repeat(32);
let folder: string;
beforeEach(() => (folder = join(mkdtempSync(join(tmpdir(), "kv-test-")), "kv")));
afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

/** A file as llama.cpp writes it, with so many bytes of state. */
function state(tokens: number[], stateBytes = 100): Buffer {
  const head = Buffer.from(Uint32Array.from([0x67677371, 3, tokens.length, ...tokens]).buffer);
  return Buffer.concat([head, Buffer.alloc(stateBytes, 7)]);
}
const save = (states: SavedStates, key: string, tokens: number[], bytes = 100): Promise<boolean> =>
  states.save(key, model, bytes, async (path) => writeFileSync(path, state(tokens, bytes)));

test("a state is found again with its tokens, by its own conversation and its own model only", async () => {
  const states = new SavedStates(folder, 10_000);
  expect(await save(states, "a", [1, 2, 3])).toBe(true);
  const found = states.find("a", model);
  expect([...(found?.tokens ?? [])]).toEqual([1, 2, 3]);
  expect(await states.check(found?.path ?? "")).toBe(true);
  expect([states.find("b", model), states.find("a", other)]).toEqual([undefined, undefined]);
});

test("a newer state takes the place of the older one", async () => {
  const states = new SavedStates(folder, 10_000);
  await save(states, "a", [1]);
  await save(states, "a", [1, 2]);
  expect(readdirSync(folder)).toHaveLength(1);
  expect(states.find("a", model)?.tokens).toHaveLength(2);
});

test("only its owner may read what people wrote, and its name does not tell whose it is", async () => {
  await save(new SavedStates(folder, 10_000), "conversation-7", [1]);
  const [name = ""] = readdirSync(folder);
  expect(name).not.toContain("conversation-7");
  expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
  expect(statSync(folder).mode & 0o077).toBe(0);
});

test.each(["truncated", "changed"] as const)("a %s file is not restored, and goes", async (how) => {
  const states = new SavedStates(folder, 10_000);
  await save(states, "a", [1, 2, 3]);
  const path = states.find("a", model)?.path ?? "";
  if (how === "truncated") truncateSync(path, 60);
  else writeFileSync(path, state([1, 2, 4]));
  expect(await states.check(path)).toBe(false);
  expect(existsSync(path)).toBe(false);
});

test("a file that is no state is none, and goes", async () => {
  const states = new SavedStates(folder, 10_000);
  await states.save("a", model, 10, async (path) => writeFileSync(path, "nothing of the kind"));
  expect(states.find("a", model)).toBeUndefined();
  expect(readdirSync(folder)).toEqual([]);
});

test("the least recently used go when the budget is full; what can never fit is not written", async () => {
  const states = new SavedStates(folder, 1_000);
  for (const [age, key] of ["a", "b", "c"].entries()) {
    await save(states, key, [1], 280);
    const at = new Date(Date.now() - 60_000 * (3 - age));
    utimesSync(states.find(key, model)?.path ?? "", at, at);
  }
  await states.check(states.find("a", model)?.path ?? "");
  await save(states, "d", [1], 280);
  expect(["a", "b", "c", "d"].map((key) => states.find(key, model) !== undefined)).toEqual([
    true,
    false,
    true,
    true,
  ]);
  expect(await save(states, "e", [1], 5_000)).toBe(false);
});

test("a forgotten conversation leaves nothing behind, of no model", async () => {
  const states = new SavedStates(folder, 10_000);
  await save(states, "a", [1]);
  await states.save("a", other, 10, async (path) => writeFileSync(path, state([1])));
  await save(states, "b", [1]);
  states.forget("a");
  expect([states.find("a", model), states.find("a", other)]).toEqual([undefined, undefined]);
  expect(states.find("b", model)).toBeDefined();
});

test("a full disk costs the state, nothing else, and leaves no half file", async () => {
  const states = new SavedStates(folder, 10_000);
  const saved = await states.save("a", model, 10, async (path) => {
    writeFileSync(path, "half");
    throw new Error("ENOSPC: no space left on device");
  });
  expect(saved).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { writeChatGguf } from "@/tests/factories/gguf";
import { RunnerProcess } from "@/tests/model/runner-process";

/** What a conversation's sequence held, across evictions and processes, with the real llama.cpp. */
let folder: string;
let kv: string;
const runners: RunnerProcess[] = [];
const model = (): string => join(folder, "model.gguf");

async function start(): Promise<RunnerProcess> {
  const runner = new RunnerProcess(undefined, { SIDECAR_KV_DIR: kv, SIDECAR_KV_WORTH_MS: "-1000000" });
  runners.push(runner);
  await runner.load(model(), { contextSize: 1024, sequences: 1 });
  return runner;
}
const saved = (): string[] => {
  try {
    return readdirSync(kv).filter((name) => name.endsWith(".kv"));
  } catch {
    return [];
  }
};
const untilSaved = (count: number): Promise<unknown> =>
  vi.waitUntil(() => saved().length === count, { timeout: 60_000, interval: 50 });
const turns = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    role: i % 2 === 0 ? ("user" as const) : ("assistant" as const),
    content: `turn ${i} ${"some words ".repeat(10)}`,
  }));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "runner-memory-"));
  writeChatGguf(model());
});
beforeEach(() => (kv = mkdtempSync(join(folder, "kv-"))));
afterAll(async () => {
  await Promise.all(runners.map((runner) => runner.stop()));
  rmSync(folder, { recursive: true });
});

test("a conversation that made room for another goes on where it was, with the same words", async () => {
  const runner = await start();
  const fresh = await runner.ask({ messages: turns(3), maxTokens: 12 });
  await runner.ask({ messages: turns(1), sessionKey: "a", maxTokens: 4 });
  await runner.ask({ prompt: "somebody else", sessionKey: "b", maxTokens: 4 });
  const back = await runner.ask({ messages: turns(3), sessionKey: "a", maxTokens: 12 });
  expect(back.usage.cachedTokens).toBeGreaterThan(100);
  expect(back.text).toBe(fresh.text);
});

test("an idle conversation is found again by the next process, after a kill -9", async () => {
  const first = await start();
  await first.ask({ messages: turns(1), sessionKey: "a", maxTokens: 4 });
  await untilSaved(1);
  await first.stop();
  const second = await start();
  const back = await second.ask({ messages: turns(3), sessionKey: "a", maxTokens: 12 });
  expect(back.usage.cachedTokens).toBeGreaterThan(100);
  const without = await second.ask({ messages: turns(3), sessionKey: "never seen", maxTokens: 12 });
  expect(back.text).toBe(without.text);
});

test("a damaged file is read again instead, and goes", async () => {
  const first = await start();
  await first.ask({ messages: turns(1), sessionKey: "a", maxTokens: 4 });
  await untilSaved(1);
  await first.stop();
  const [name = ""] = saved();
  const bytes = readFileSync(join(kv, name));
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 9) ^ 255, bytes.length - 9);
  writeFileSync(join(kv, name), bytes);
  const second = await start();
  const back = await second.ask({ messages: turns(3), sessionKey: "a", maxTokens: 12 });
  expect(back).toMatchObject({ reason: "length", usage: { cachedTokens: 0 } });
  expect(saved()).not.toContain(name);
});

test("a forgotten conversation leaves no file behind", async () => {
  const runner = await start();
  await runner.ask({ messages: turns(1), sessionKey: "a", maxTokens: 4 });
  await untilSaved(1);
  runner.send({ type: "forget-session", sessionKey: "a" });
  await untilSaved(0);
  const again = await runner.ask({ messages: turns(3), sessionKey: "a", maxTokens: 4 });
  expect(again.usage.cachedTokens).toBe(0);
});

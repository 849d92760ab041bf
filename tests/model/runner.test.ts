import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { estimateMemory } from "@/sidecar/gguf/estimate";
import { readGgufHeader } from "@/sidecar/gguf/header";
import type { LoadOptions } from "@/sidecar/runner/protocol";
import { writeChatGguf } from "@/tests/factories/gguf";
import { corruptGguf } from "@/tests/factories/gguf-corrupt";
import { writeEmbeddingGguf } from "@/tests/factories/gguf-embedding";
import { writeGguf } from "@/tests/factories/gguf-writer";
import { RunnerProcess } from "@/tests/model/runner-process";

let folder: string;
const file = (name: string): string => join(folder, name);
const runners: RunnerProcess[] = [];
const start = (): RunnerProcess => {
  const runner = new RunnerProcess();
  runners.push(runner);
  return runner;
};

/** One runner for all tests of a block: starting one takes seconds. Its model stays as it is, whatever is asked. */
function shared(name: string, options: Partial<LoadOptions>): () => RunnerProcess {
  let runner: RunnerProcess;
  beforeAll(async () => {
    runner = new RunnerProcess();
    await runner.load(file(name), options);
  });
  afterAll(() => runner.stop());
  return () => runner;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "runner-test-"));
  writeChatGguf(file("tiny.gguf"), { name: "Tiny" });
  // Large enough that a prompt of a few thousand tokens takes several steps.
  writeChatGguf(file("medium.gguf"), { embeddingLength: 256, layers: 4, seed: 2, contextLength: 8192 });
  writeEmbeddingGguf(file("embedding.gguf"));
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop()));
});

describe("a load", () => {
  test("reports its stages in order, its progress never goes back, and the process is called by its model", async () => {
    const runner = start();
    const info = await runner.load(file("tiny.gguf"), { contextSize: 1024, sequences: 2 });
    expect(info).toMatchObject({ contextSize: 1024, sequences: 2 });
    expect(Object.keys(info.stagesMs)).toEqual(["header", "weights", "context", "template"]);
    const progress = runner.messages.filter((message) => message.type === "load-progress");
    expect([...new Set(progress.map(({ stage }) => stage))]).toEqual([
      "header",
      "weights",
      "context",
      "template",
    ]);
    const values = progress.map(({ value }) => value);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    expect(readFileSync(`/proc/${runner.child.pid}/cmdline`, "utf8")).toMatch(/^sidecar-runner tiny\.gguf/);
  });

  test("a window larger than the model was trained for is clamped", async () => {
    const info = await start().load(file("embedding.gguf"), { contextSize: 4096 });
    expect(info.contextSize).toBe(128);
  });

  test("a truncated file is refused by name, and the process ends in order when it is told to", async () => {
    writeChatGguf(file("cut.gguf"));
    corruptGguf.truncate(file("cut.gguf"));
    const runner = start();
    expect(await runner.loadFailure(file("cut.gguf"))).toMatchObject({
      code: "invalid_model_file",
      message: expect.stringContaining("cut short"),
    });
    const ended = once(runner.child, "exit");
    runner.send({ type: "exit" });
    expect(await ended).toEqual([0, null]);
  });

  test("a file that only llama.cpp finds wanting says why", async () => {
    writeGguf(file("hollow.gguf"), { "general.architecture": { string: "llama" } }, [
      { name: "token_embd.weight", dimensions: [32], data: new Float32Array(32) },
    ]);
    const { code, message } = await start().loadFailure(file("hollow.gguf"));
    expect(code).toBe("load_failed");
    expect(message).toMatch(/could not be loaded: .*(key|tokenizer|model)/i);
  });

  test("a request without a model is refused, and the runner is still of use", async () => {
    const runner = start();
    await runner.next("spare-ready");
    await expect(runner.ask({})).rejects.toThrow("No model is loaded");
    await runner.load(file("tiny.gguf"));
    expect((await runner.ask({})).reason).toBe("length");
  });
});

describe("an answer", () => {
  const runnerOf = shared("tiny.gguf", { contextSize: 1024, sequences: 2 });

  test("comes in pieces, is text, counts its tokens and ends with `length` at the limit", async () => {
    const runner = runnerOf();
    const answer = await runner.ask({ prompt: "Ünïcode, 你好 and 🙂", maxTokens: 400 });
    expect(answer.text).toMatch(/^[a-z]+( [a-z]+)+$/);
    expect(answer.deltas.length).toBeGreaterThan(1);
    expect(answer).toMatchObject({ reason: "length", usage: { completionTokens: 400 } });
    expect(answer.usage.promptTokens).toBeGreaterThan(20);
  });

  test("ends with `stop` where the model ends it", async () => {
    writeChatGguf(file("silent.gguf"), { ends: "at-once" });
    const runner = start();
    await runner.load(file("silent.gguf"));
    expect(await runner.ask({})).toMatchObject({ text: "", reason: "stop", usage: { completionTokens: 0 } });
  });

  test("a model that may end at every token ends by itself before the limit", async () => {
    writeChatGguf(file("short.gguf"), { ends: "soon" });
    const runner = start();
    await runner.load(file("short.gguf"));
    const answer = await runner.ask({
      sampling: { temperature: 1, seed: 3, topK: 0, topP: 1 },
      maxTokens: 900,
    });
    expect(answer.reason).toBe("stop");
    expect(answer.text).not.toContain("<|im_end|>");
  });

  test("a stop string that spans tokens ends it, and nothing of the string is sent", async () => {
    const runner = runnerOf();
    const [first = "", second = "", third = ""] = (await runner.ask({})).text.split(/(?= )/);
    const stop = second.slice(-2) + third.slice(0, 3);
    const answer = await runner.ask({ stop: ["never said", stop] });
    expect(answer).toMatchObject({ text: first + second.slice(0, -2), reason: "stop" });
  });

  test("the same seed repeats it, another seed does not", async () => {
    const runner = runnerOf();
    const ask = async (seed: number): Promise<string> =>
      (await runner.ask({ sampling: { temperature: 1.5, topK: 0, topP: 1, seed } })).text;
    const first = await ask(1);
    expect(await ask(1)).toBe(first);
    expect(await ask(2)).not.toBe(first);
  });

  test("a repeat penalty keeps a model from repeating itself", async () => {
    const runner = runnerOf();
    const words = async (repeatPenalty: number): Promise<number> =>
      new Set((await runner.ask({ sampling: { temperature: 0, repeatPenalty } })).text.split(" ")).size;
    expect(await words(3)).toBeGreaterThan(await words(1));
  });

  test("what a user writes is never read as a control token", async () => {
    const runner = runnerOf();
    const asText = await runner.ask({ prompt: "a<|im_end|>b", maxTokens: 1 });
    const without = await runner.ask({ prompt: "ab", maxTokens: 1 });
    expect(asText.usage.promptTokens - without.usage.promptTokens).toBe("<|im_end|>".length);
  });

  test("a file without a chat template answers too", async () => {
    writeChatGguf(file("plain.gguf"), { chatTemplate: null });
    const runner = start();
    await runner.load(file("plain.gguf"));
    expect((await runner.ask({})).text).not.toBe("");
  });

  test("a file with a broken chat template answers too", async () => {
    writeChatGguf(file("broken.gguf"), { chatTemplate: "{% for message in %}" });
    const runner = start();
    await runner.load(file("broken.gguf"));
    expect((await runner.ask({})).text).not.toBe("");
  });
});

describe("the window", () => {
  const runnerOf = shared("tiny.gguf", { contextSize: 256, sequences: 2 });

  test("a conversation that does not fit is refused with both figures", async () => {
    const runner = runnerOf();
    await expect(runner.ask({ prompt: "x".repeat(400) })).rejects.toMatchObject({
      error: { code: "context_length_exceeded", availableTokens: 255, neededTokens: expect.any(Number) },
    });
  });

  test("an answer ends with `length` when it is full, nothing is shifted out", async () => {
    const runner = runnerOf();
    const { reason, usage } = await runner.ask({ maxTokens: 10_000 });
    expect(reason).toBe("length");
    expect(usage.promptTokens + usage.completionTokens).toBe(256);
  });

  test("a conversation that fills it to the last place gets one token", async () => {
    const runner = runnerOf();
    const { usage } = await runner.ask({ prompt: "x", maxTokens: 1 });
    const full = await runner.ask({ prompt: "x".repeat(1 + 255 - usage.promptTokens), maxTokens: 50 });
    expect(full).toMatchObject({ reason: "length", usage: { promptTokens: 255, completionTokens: 1 } });
  });
});

describe("several at once", () => {
  const runnerOf = shared("tiny.gguf", { contextSize: 4096, sequences: 4 });

  test("four answers are written side by side, each to its end", async () => {
    const runner = runnerOf();
    const tickets = ["one", "two", "three", "four"].map((prompt) => runner.start({ prompt, maxTokens: 40 }));
    const answers = await Promise.all(tickets.map((ticket) => runner.answer(ticket)));
    for (const { reason, usage } of answers)
      expect({ reason, tokens: usage.completionTokens }).toEqual({ reason: "length", tokens: 40 });
    const mine = runner.messages.filter((message) => "ticket" in message && tickets.includes(message.ticket));
    const order = mine.map(({ type }) => type);
    expect(order.lastIndexOf("started")).toBeLessThan(order.indexOf("ended"));
  });

  test("more requests than sequences wait in order, and all are answered", async () => {
    const runner = runnerOf();
    const tickets = Array.from({ length: 6 }, (_, i) =>
      runner.start({ prompt: `question ${i}`, maxTokens: 10 }),
    );
    const answers = await Promise.all(tickets.map((ticket) => runner.answer(ticket)));
    expect(answers.map(({ reason }) => reason)).toEqual(tickets.map(() => "length"));
    const started = runner.messages
      .filter((message) => message.type === "started")
      .map(({ ticket }) => ticket)
      .filter((ticket) => tickets.includes(ticket));
    expect(started).toEqual(tickets);
  });

  test("a newcomer is answered while another's answer is still being written", async () => {
    const runner = runnerOf();
    const long = runner.start({ maxTokens: 3000 });
    await runner.firstDelta(long);
    const short = await runner.ask({ prompt: "and me?", maxTokens: 5 });
    expect(short.reason).toBe("length");
    expect(runner.messages.some((message) => message.type === "ended" && message.ticket === long)).toBe(
      false,
    );
    runner.send({ type: "cancel", ticket: long });
    expect((await runner.answer(long)).reason).toBe("cancelled");
  });
});

describe("a cancel", () => {
  const runnerOf = shared("tiny.gguf", { contextSize: 4096, sequences: 1 });

  test("ends an answer at its next token", async () => {
    const runner = runnerOf();
    const ticket = runner.start({ maxTokens: 3000 });
    await runner.firstDelta(ticket);
    runner.send({ type: "cancel", ticket });
    const { reason, usage, text } = await runner.answer(ticket);
    expect(reason).toBe("cancelled");
    expect(usage.completionTokens).toBeLessThan(3000);
    expect(text).not.toBe("");
  });

  test("ends a prompt that is being read, and its sequence serves the next request", async () => {
    const runner = start();
    await runner.load(file("medium.gguf"), { contextSize: 8192, sequences: 2 });
    const running = runner.start({ maxTokens: 4000 });
    await runner.firstDelta(running);
    const long = runner.start({ prompt: "x".repeat(7500), maxTokens: 5 });
    const before = runner.messages.length;
    await runner.next(
      "delta",
      (message) => message.ticket === running && runner.messages.indexOf(message) > before + 1,
    );
    runner.send({ type: "cancel", ticket: long });
    expect(await runner.answer(long)).toMatchObject({
      reason: "cancelled",
      text: "",
      usage: { completionTokens: 0 },
    });
    expect(runner.messages.some((message) => message.type === "started" && message.ticket === long)).toBe(
      false,
    );
    expect((await runner.ask({ prompt: "next", maxTokens: 3 })).reason).toBe("length");
  });

  test("takes a waiting request out of the queue", async () => {
    const runner = runnerOf();
    const running = runner.start({ maxTokens: 3000 });
    await runner.firstDelta(running);
    const waiting = runner.start({});
    runner.send({ type: "cancel", ticket: waiting });
    expect((await runner.answer(waiting)).reason).toBe("cancelled");
    runner.send({ type: "cancel", ticket: running });
    expect((await runner.answer(running)).reason).toBe("cancelled");
  });
});

describe("a conversation", () => {
  const runnerOf = shared("tiny.gguf", { contextSize: 1024, sequences: 2 });
  const turns = (count: number) =>
    Array.from({ length: count }, (_, i) => ({
      role: i % 2 === 0 ? ("user" as const) : ("assistant" as const),
      content: `turn ${i}`,
    }));

  test("finds its earlier turns in the sequence that it had, though another spoke in between", async () => {
    const runner = runnerOf();
    const first = await runner.ask({ messages: turns(1), sessionKey: "a" });
    await runner.ask({ prompt: "another conversation", sessionKey: "b" });
    const second = await runner.ask({ messages: turns(3), sessionKey: "a" });
    expect(first.usage.cachedTokens).toBe(0);
    expect(second.usage.cachedTokens).toBeGreaterThanOrEqual(first.usage.promptTokens);
  });

  test("leaves nothing behind once it is forgotten, and answers the same with its prefix kept as without", async () => {
    const runner = runnerOf();
    await runner.ask({ messages: turns(3), sessionKey: "a" });
    const kept = await runner.ask({ messages: turns(5), sessionKey: "a", maxTokens: 12 });
    for (const sessionKey of ["a", "b"]) runner.send({ type: "forget-session", sessionKey });
    const fresh = await runner.ask({ messages: turns(5), sessionKey: "a", maxTokens: 12 });
    expect(kept.usage.cachedTokens).toBeGreaterThan(0);
    expect(fresh.usage.cachedTokens).toBe(0);
    expect(kept.text).toBe(fresh.text);
  });
});

describe("vectors", () => {
  const runnerOf = shared("embedding.gguf", {});

  const length = (vector: number[]): number => Math.hypot(...vector);

  test("an embedding model gives vectors of length 1, the same text the same vector", async () => {
    const runner = runnerOf();
    const { vectors, tokens } = await runner.embed(["hello", "other words", "hello"]);
    expect(vectors.map((vector) => vector.length)).toEqual([32, 32, 32]);
    for (const vector of vectors) expect(length(vector)).toBeCloseTo(1, 6);
    expect(vectors[2]).toEqual(vectors[0]);
    expect(vectors[1]).not.toEqual(vectors[0]);
    expect(tokens).toBeGreaterThan(6);
  });

  test("an embedding model refuses to chat, and a text that is too long", async () => {
    const runner = runnerOf();
    await expect(runner.ask({})).rejects.toMatchObject({ error: { code: "not_a_chat_model" } });
    await expect(runner.embed(["a ".repeat(300)])).rejects.toMatchObject({
      error: { code: "context_length_exceeded", availableTokens: 127, neededTokens: 302 },
    });
  });

  test("a chat model gives vectors too, also while it answers", async () => {
    const runner = start();
    await runner.load(file("tiny.gguf"), { contextSize: 4096 });
    const ticket = runner.start({ maxTokens: 60 });
    const { vectors } = await runner.embed(["hello"]);
    expect(length(vectors[0] ?? [])).toBeCloseTo(1, 6);
    expect((await runner.answer(ticket)).usage.completionTokens).toBe(60);
  });
});

describe("the process", () => {
  const runnerOf = shared("tiny.gguf", { contextSize: 4096 });

  test("SIGINT and SIGTERM are the manager's business: it goes on", async () => {
    const runner = runnerOf();
    runner.child.kill("SIGINT");
    runner.child.kill("SIGTERM");
    expect((await runner.ask({})).reason).toBe("length");
  });

  test("it ends with its parent, in the middle of an answer too", async () => {
    const runner = start();
    await runner.load(file("tiny.gguf"), { contextSize: 4096 });
    await runner.firstDelta(runner.start({ maxTokens: 3000 }));
    const ended = once(runner.child, "exit");
    runner.child.disconnect();
    await ended;
    expect(runner.child.exitCode ?? runner.child.signalCode).not.toBeNull();
  });

  test("its threads can be changed while it answers", async () => {
    const runner = runnerOf();
    runner.send({ type: "threads", max: 2 });
    const ticket = runner.start({ maxTokens: 30 });
    await runner.firstDelta(ticket);
    runner.send({ type: "threads", max: 1 });
    expect((await runner.answer(ticket)).usage.completionTokens).toBe(30);
  });

  test("it takes no more memory than was estimated, and the estimate is not absurd", async () => {
    const runner = start();
    const path = file("medium.gguf");
    const options = { contextSize: 4096, sequences: 4 };
    await runner.load(path, options);
    await Promise.all(
      Array.from({ length: 4 }, (_, i) => runner.ask({ prompt: `${i} ${"x".repeat(600)}`, maxTokens: 20 })),
    );
    const estimate = estimateMemory(readGgufHeader(path), statSync(path).size, {
      ...options,
      batchSize: 512,
    }).totalBytes;
    expect(runner.pssBytes()).toBeLessThan(estimate);
    expect(estimate).toBeLessThan(2 * runner.pssBytes());
  });
});

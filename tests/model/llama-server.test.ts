import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { writeChatGguf } from "@/tests/factories/gguf";
import { writeEmbeddingGguf } from "@/tests/factories/gguf-embedding";
import {
  isAlive,
  processesBelow,
  projectRoot,
  startTestSidecar,
  type TestSidecar,
} from "@/tests/factories/sidecar";
import { RunnerProcess } from "@/tests/model/runner-process";

const binary = process.env["LLAMA_SERVER_BIN"] ?? "";
const missing = "LLAMA_SERVER_BIN is not set: no llama-server to run models with";
const entry = join(projectRoot, "sidecar/llama-server/main.ts");

describe.skipIf(binary === "")(`an operator's llama-server as runner${binary ? "" : ` (${missing})`}`, () => {
  let folder: string;
  const file = (name: string): string => join(folder, name);
  const runners: RunnerProcess[] = [];
  const start = (): RunnerProcess => {
    const runner = new RunnerProcess(entry, { LLAMACPP_SERVER_BIN: binary });
    runners.push(runner);
    return runner;
  };
  const serverOf = (runner: RunnerProcess): Promise<number> =>
    runner.next("engine-process").then(({ pid }) => pid);
  const untilDead = (pid: number): Promise<unknown> =>
    vi.waitUntil(() => !isAlive(pid), { timeout: 20_000, interval: 20 });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "llama-server-test-"));
    writeChatGguf(file("tiny.gguf"), { name: "Tiny" });
    writeEmbeddingGguf(file("embedding.gguf"));
  });
  afterAll(async () => {
    await Promise.all(runners.map((runner) => runner.stop()));
    rmSync(folder, { recursive: true });
  });

  describe("spoken to as a runner", () => {
    let runner: RunnerProcess;
    beforeAll(async () => {
      runner = start();
      await runner.load(file("tiny.gguf"), { contextSize: 1024, sequences: 2 });
    });

    test("loads with progress that never goes back, in the shape that was asked for", async () => {
      expect((await runner.next("loaded")).info).toMatchObject({ contextSize: 1024, sequences: 2 });
      const values = runner.messages
        .filter((message) => message.type === "load-progress")
        .map(({ value }) => value);
      expect(values).toEqual(values.toSorted((a, b) => a - b));
      expect(isAlive(await serverOf(runner))).toBe(true);
    });

    test("an answer comes in pieces, counts its tokens and ends with `length` at the limit", async () => {
      const answer = await runner.ask({ prompt: "Ünïcode, 你好 and 🙂", maxTokens: 400 });
      expect(answer.text).toMatch(/^[a-z]+( [a-z]+)+$/);
      expect(answer.deltas.length).toBeGreaterThan(1);
      expect(answer).toMatchObject({ reason: "length", usage: { completionTokens: 400 } });
    });

    test("it says what the bundled llama.cpp says to the same conversation", async () => {
      const bundled = new RunnerProcess();
      runners.push(bundled);
      await bundled.load(file("tiny.gguf"), { contextSize: 1024, sequences: 2 });
      const request = { prompt: "Tell me  something\nnew", maxTokens: 24 };
      const [ours, theirs] = [await runner.ask(request), await bundled.ask(request)];
      expect(ours.usage.promptTokens).toBe(theirs.usage.promptTokens);
      expect(ours.text).toBe(theirs.text);
      const [a, b] = [await runner.embed(["some words"]), await bundled.embed(["some words"])];
      expect(a.tokens).toBe(b.tokens);
      for (const [place, value] of (a.vectors[0] ?? []).entries())
        expect(value).toBeCloseTo(b.vectors[0]?.[place] ?? Number.NaN, 3);
    });

    test("what a user writes is never read as a control token", async () => {
      const asText = await runner.ask({ prompt: "a<|im_end|>b", maxTokens: 1 });
      const without = await runner.ask({ prompt: "ab", maxTokens: 1 });
      expect(asText.usage.promptTokens - without.usage.promptTokens).toBe("<|im_end|>".length);
    });

    test("a conversation that does not fit is refused with both figures, a full window ends an answer", async () => {
      await expect(runner.ask({ prompt: "x".repeat(2000) })).rejects.toMatchObject({
        error: { code: "context_length_exceeded", availableTokens: 1023, neededTokens: expect.any(Number) },
      });
      const { reason, usage } = await runner.ask({ prompt: "x".repeat(800), maxTokens: 10_000 });
      expect(reason).toBe("length");
      expect(usage.promptTokens + usage.completionTokens).toBeLessThanOrEqual(1024);
      expect(usage.promptTokens + usage.completionTokens).toBeGreaterThanOrEqual(1023);
    });

    test("a cancel ends an answer at once and frees its sequence for the next", async () => {
      const tickets = [runner.start({ maxTokens: 900 }), runner.start({ maxTokens: 900 })];
      for (const ticket of tickets) {
        await runner.firstDelta(ticket);
        runner.send({ type: "cancel", ticket });
      }
      for (const ticket of tickets) expect((await runner.answer(ticket)).reason).toBe("cancelled");
      const next = await Promise.all([runner.ask({ maxTokens: 5 }), runner.ask({ maxTokens: 5 })]);
      expect(next.map(({ reason }) => reason)).toEqual(["length", "length"]);
    });

    test("a conversation finds its earlier turns again, until it is forgotten", async () => {
      const messages = (turns: number) =>
        Array.from({ length: turns }, (_, i) => ({
          role: i % 2 === 0 ? ("user" as const) : ("assistant" as const),
          content: `turn ${i} ${"word ".repeat(20)}`,
        }));
      const first = await runner.ask({ messages: messages(1), sessionKey: "a" });
      await runner.ask({ prompt: "another conversation", sessionKey: "b" });
      const second = await runner.ask({ messages: messages(3), sessionKey: "a" });
      expect(second.usage.cachedTokens).toBeGreaterThanOrEqual(first.usage.promptTokens - 1);
      runner.send({ type: "forget-session", sessionKey: "a" });
      runner.send({ type: "forget-session", sessionKey: "b" });
      const third = await runner.ask({ messages: messages(3), sessionKey: "a" });
      expect(third.usage.cachedTokens).toBe(0);
    });
  });

  test("an embedding model gives vectors of length 1, refuses to chat and a text that is too long", async () => {
    const runner = start();
    expect((await runner.load(file("embedding.gguf"))).sequences).toBe(1);
    const { vectors } = await runner.embed(["hello", "other words", "hello"]);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    expect(vectors[2]).toEqual(vectors[0]);
    await expect(runner.ask({})).rejects.toMatchObject({ error: { code: "not_a_chat_model" } });
    await expect(runner.embed(["a ".repeat(300)])).rejects.toMatchObject({
      error: { code: "context_length_exceeded", availableTokens: 127, neededTokens: 302 },
    });
  });

  test("a program that is not there is a failed load that says so", async () => {
    const runner = new RunnerProcess(entry, { LLAMACPP_SERVER_BIN: "/nowhere/llama-server" });
    runners.push(runner);
    const { code, message } = await runner.loadFailure(file("tiny.gguf"));
    expect(code).toBe("load_failed");
    expect(message).toMatch(/not found|ENOENT/i);
  });

  test.each(["SIGKILL", "disconnect"] as const)("its server does not outlive it (%s)", async (how) => {
    const runner = start();
    await runner.load(file("tiny.gguf"), { contextSize: 512 });
    const server = await serverOf(runner);
    const ended = once(runner.child, "exit");
    if (how === "disconnect") runner.child.disconnect();
    else runner.child.kill(how);
    await ended;
    await untilDead(server);
    expect(isAlive(server)).toBe(false);
  });

  describe("in the pool", () => {
    let sidecar: TestSidecar;
    beforeAll(async () => {
      process.env["LLAMACPP_SERVER_BIN"] = binary;
      sidecar = await startTestSidecar(["a.gguf", "b.gguf"], {
        runnerEntry: entry,
        contextSize: 2048,
        sequences: 2,
      });
    });
    afterAll(async () => {
      await sidecar.stop();
      delete process.env["LLAMACPP_SERVER_BIN"];
    });
    const serverOfModel = (model: string): number | undefined =>
      [...processesBelow(process.pid, `/${model}`)].find(([, command]) => command.startsWith(binary))?.[0];

    test("a load beside running answers cuts none, and their memory is the servers'", async () => {
      await sidecar.post("/models/load", { model: "a.gguf" });
      const answers = [1, 2, 3].map((n) =>
        sidecar.stream("a.gguf", { headers: { "x-fairness-key": `u${n}` } }, { max_tokens: 40 }),
      );
      await sidecar.post("/models/load", { model: "b.gguf" });
      for (const answer of await Promise.all(answers))
        expect(answer).toMatchObject({ complete: true, finishReason: "length", error: null });
      expect(await sidecar.metric("streams_dropped_by_swap_total")).toBe(0);
      const measured = await vi.waitUntil(
        async () => (await sidecar.models()).models.find(({ id }) => id === "a.gguf")?.measuredBytes,
        { timeout: 20_000 },
      );
      const reserved = (await sidecar.models()).reservedBytes;
      expect(measured).toBeGreaterThan(10 * 2 ** 20);
      expect(measured).toBeLessThan(2 * reserved);
    });

    test("an unload drains: the answer ends as it should, then the server's process has gone", async () => {
      const server = await vi.waitUntil(() => serverOfModel("b.gguf"));
      let unload: Promise<Response> | undefined;
      const answer = await sidecar.stream(
        "b.gguf",
        { onText: () => (unload ??= sidecar.post("/models/unload", { model: "b.gguf" })) },
        { max_tokens: 60 },
      );
      expect(answer).toMatchObject({ complete: true, finishReason: "length" });
      expect(await (await unload)?.json()).toMatchObject({ status: "cold" });
      expect(isAlive(server)).toBe(false);
    });

    test("a server that is killed is `runner_gone`, and the next request has a new one", async () => {
      await sidecar.post("/models/load", { model: "a.gguf" });
      let killed = false;
      const answer = await sidecar.stream(
        "a.gguf",
        {
          onText: () => {
            const server = killed ? undefined : serverOfModel("a.gguf");
            killed = true;
            if (server !== undefined) process.kill(server, "SIGKILL");
          },
        },
        { max_tokens: 2000 },
      );
      expect(answer).toMatchObject({ complete: false, error: { code: "runner_gone" } });
      expect((await sidecar.stream("a.gguf", {}, { max_tokens: 3 })).complete).toBe(true);
    });
  });
});

import { cpus, tmpdir } from "node:os";
import { copyFileSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { getLlama, readGgufFileInfo } from "node-llama-cpp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { estimateMemory } from "@/sidecar/gguf/estimate";
import { readGgufHeader } from "@/sidecar/gguf/header";
import { validateGguf } from "@/sidecar/gguf/validate";
import type { RunnerMessage } from "@/sidecar/runner/protocol";
import { corruptGguf } from "@/tests/factories/gguf-corrupt";
import { compareLoads, withLengthsOnly } from "@/tests/model/runner-compare";
import { RunnerProcess } from "@/tests/model/runner-process";

const models = process.env["TEST_MODELS_DIR"] ?? "";
const chat = join(models, "SmolLM2-135M-Instruct.Q4_1.gguf");
const embedding = join(models, "all-MiniLM-L6-v2.Q8_0.gguf");

describe.skipIf(models === "")("real models (needs TEST_MODELS_DIR)", () => {
  describe("SmolLM2", () => {
    const options = { contextSize: 2048, sequences: 4, threads: Math.max(1, Math.floor(cpus().length / 2)) };
    let runner: RunnerProcess;
    beforeAll(async () => {
      runner = new RunnerProcess();
      await runner.load(chat, options);
    });
    afterAll(() => runner.stop());

    test("is described from its header", () => {
      expect(validateGguf(chat)).toMatchObject({
        architecture: "llama",
        quantization: "Q4_1",
        parameterCount: 134_515_008,
        trainContextLength: 8192,
        capabilities: { images: false, tools: false, embeddings: false },
      });
    });

    test("answers in its own chat template and ends by itself", async () => {
      const { text, reason, usage } = await runner.ask({ prompt: "What is the capital of France?" });
      expect(text).toContain("Paris");
      expect(reason).toBe("stop");
      expect(usage.completionTokens).toBeLessThan(32);
    });

    test("a stop string ends it before the string", async () => {
      const { text, reason } = await runner.ask({
        prompt: "What is the capital of France?",
        stop: ["ital of"],
      });
      expect({ text, reason }).toEqual({ text: "The cap", reason: "stop" });
    });

    test("four answers at once, each to its own question", async () => {
      const questions = [
        "What is the capital of France?",
        "Write a haiku about the sea.",
        "What is 17 + 25?",
        "Name a colour.",
      ];
      const answers = await Promise.all(questions.map((prompt) => runner.ask({ prompt, maxTokens: 24 })));
      expect(answers[0]?.text).toContain("Paris");
      for (const { text } of answers) expect(text).not.toMatch(/\uFFFD|<\|im_/);
    });

    test("the next turn reads only what is new", async () => {
      const system: RunnerMessage = { role: "system", content: "You are a helpful assistant." };
      const question: RunnerMessage = {
        role: "user",
        content: `What is the capital of France? ${"Think well. ".repeat(60)}`,
      };
      const first = await runner.ask({ messages: [system, question], sessionKey: "turns" });
      const messages: RunnerMessage[] = [
        system,
        question,
        { role: "assistant", content: first.text },
        { role: "user", content: "And of Italy?" },
      ];
      const second = await runner.ask({ messages, sessionKey: "turns" });
      expect(second.usage.cachedTokens).toBeGreaterThanOrEqual(first.usage.promptTokens);
      expect(second.usage.promptTokens - second.usage.cachedTokens).toBeLessThan(40);
    });

    test("a cancel ends a long prompt between two chunks", async () => {
      const running = runner.start({ prompt: "Tell me a long story.", maxTokens: 1500 });
      await runner.firstDelta(running);
      const long = runner.start({ prompt: "word ".repeat(1800) });
      const from = runner.messages.length;
      await runner.next(
        "delta",
        (message) => message.ticket === running && runner.messages.indexOf(message) > from + 1,
      );
      runner.send({ type: "cancel", ticket: long });
      expect(await runner.answer(long)).toMatchObject({
        reason: "cancelled",
        usage: { completionTokens: 0 },
      });
      runner.send({ type: "cancel", ticket: running });
      expect((await runner.answer(running)).reason).toBe("cancelled");
    });

    test("a conversation beyond the window is refused with both figures", async () => {
      await expect(runner.ask({ prompt: "word ".repeat(2100) })).rejects.toMatchObject({
        error: { code: "context_length_exceeded", availableTokens: 2047 },
      });
    });

    test("takes no more memory than was estimated, and the estimate is not absurd", async () => {
      await Promise.all(
        Array.from({ length: 4 }, (_, i) =>
          runner.ask({ prompt: `${i} ${"word ".repeat(500)}`, maxTokens: 4 }),
        ),
      );
      const estimate = estimateMemory(readGgufHeader(chat), statSync(chat).size, {
        ...options,
        batchSize: 512,
      });
      expect(runner.pssBytes()).toBeLessThan(estimate.totalBytes);
      expect(estimate.totalBytes).toBeLessThan(1.6 * runner.pssBytes());
    });

    test("a truncated copy is refused", async () => {
      const folder = mkdtempSync(join(tmpdir(), "runner-smollm-"));
      const cut = join(folder, "cut.gguf");
      copyFileSync(chat, cut);
      corruptGguf.truncate(cut);
      const other = new RunnerProcess();
      expect((await other.loadFailure(cut)).code).toBe("invalid_model_file");
      await other.stop();
      rmSync(folder, { recursive: true });
    });
  });

  describe("the fast load", () => {
    test.each([
      ["SmolLM2", chat],
      ["all-MiniLM", embedding],
    ])("reads the header of %s as the library does", async (_, path) => {
      const theirs = await readGgufFileInfo(path);
      const ours = readGgufHeader(path);
      expect(withLengthsOnly(ours.metadata)).toEqual(withLengthsOnly(theirs.metadata));
      expect(ours.tensorInfo).toMatchObject(theirs.tensorInfo ?? []);
      expect(ours.infoEndOffset).toBe(theirs.infoEndOffset);
    });

    test("equals the public one: tokens, template, 24 greedy tokens", async () => {
      const { fast, open } = await compareLoads(
        await getLlama({ gpu: false, build: "never", maxThreads: 1 }),
        chat,
      );
      expect(fast).toEqual(open);
    });
  });

  describe("all-MiniLM", () => {
    const similarity = (a: number[] = [], b: number[] = []): number =>
      a.reduce((sum, n, i) => sum + n * (b[i] ?? 0), 0);

    test("puts a paraphrase nearer than another subject, within the estimated memory", async () => {
      const runner = new RunnerProcess();
      await runner.load(embedding, { contextSize: 4096, sequences: 1 });
      const { vectors } = await runner.embed([
        "A man is eating food.",
        "Someone is having a meal.",
        "The stock market fell today.",
      ]);
      expect(vectors[0]).toHaveLength(384);
      expect(similarity(vectors[0], vectors[0])).toBeCloseTo(1, 5);
      expect(similarity(vectors[0], vectors[1])).toBeGreaterThan(0.5);
      expect(similarity(vectors[0], vectors[2])).toBeLessThan(0.3);
      await runner.embed(["word ".repeat(500)]);
      const estimate = estimateMemory(readGgufHeader(embedding), statSync(embedding).size, {
        contextSize: 512,
        sequences: 1,
        batchSize: 512,
      });
      expect(runner.pssBytes()).toBeLessThan(estimate.totalBytes);
      await runner.stop();
    });
  });
});

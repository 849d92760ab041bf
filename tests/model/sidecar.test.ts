import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { writeChatGguf } from "@/tests/factories/gguf";
import { writeEmbeddingGguf } from "@/tests/factories/gguf-embedding";
import {
  isAlive,
  processesBelow,
  realRunner,
  startTestSidecar,
  type TestSidecar,
} from "@/tests/factories/sidecar";

/** The real llama.cpp over small models with random weights, through the whole sidecar. */
let sidecar: TestSidecar;

beforeAll(async () => {
  sidecar = await startTestSidecar(["a.gguf", "b.gguf"], { runnerEntry: realRunner, contextSize: 512 });
  writeChatGguf(join(sidecar.modelsDir, "small.gguf"), { contextLength: 256 });
  writeEmbeddingGguf(join(sidecar.modelsDir, "vectors.gguf"));
});
afterAll(() => sidecar.stop());

describe("the real engine", () => {
  it("streams an answer with usage and timings", async () => {
    const answer = await sidecar.stream(
      "a.gguf",
      {},
      { max_tokens: 12, stream_options: { include_usage: true } },
    );
    expect(answer).toMatchObject({ complete: true, finishReason: "length", error: null });
    expect(answer.text.length).toBeGreaterThan(0);
    expect(answer.chunks.at(-1)).toMatchObject({
      usage: { completion_tokens: 12, prompt_tokens: expect.any(Number) },
    });
  });

  it("answers alike to the same question and seed", async () => {
    const body = { max_tokens: 8, temperature: 0 };
    const [one, two] = [await sidecar.stream("a.gguf", {}, body), await sidecar.stream("a.gguf", {}, body)];
    expect(two.text).toBe(one.text);
  });

  it("measures what a loaded model takes, which is no more than was reserved", async () => {
    await sidecar.post("/models/load", { model: "a.gguf" });
    const measured = await vi.waitUntil(async () => (await sidecar.models()).models[0]?.measuredBytes, {
      timeout: 20_000,
    });
    expect(measured).toBeGreaterThan(10 * 2 ** 20);
    expect(measured).toBeLessThanOrEqual((await sidecar.models()).reservedBytes);
  });

  it("a file's own window counts when it is smaller", async () => {
    await sidecar.post("/models/load", { model: "small.gguf" });
    const { models } = await sidecar.models();
    expect(models.find((model) => model.id === "small.gguf")).toMatchObject({
      status: "ready",
      contextLength: 256,
    });
  });

  it("several answers run at once, and a load beside them cuts none", async () => {
    const answers = [1, 2, 3, 4].map((n) =>
      sidecar.stream("a.gguf", { headers: { "x-fairness-key": `u${n}` } }, { max_tokens: 30 }),
    );
    await sidecar.post("/models/load", { model: "b.gguf" });
    for (const answer of await Promise.all(answers))
      expect(answer).toMatchObject({ complete: true, finishReason: "length" });
  });

  it("makes vectors of length 1 with an embedding model, which can not chat", async () => {
    const response = await sidecar.post("/v1/embeddings", { model: "vectors.gguf", input: ["one", "two"] });
    const { data } = (await response.json()) as { data: { embedding: number[] }[] };
    expect(data).toHaveLength(2);
    expect(Math.hypot(...(data[0]?.embedding ?? []))).toBeCloseTo(1, 4);
    const chat = await sidecar.post("/v1/chat/completions", {
      model: "vectors.gguf",
      messages: [{ role: "user", content: "Hi" }],
    });
    expect(chat.status).toBe(400);
  });

  it("an unload ends the runner's process", async () => {
    await sidecar.post("/models/load", { model: "b.gguf" });
    const [pid = 0] = processesBelow(process.pid, "sidecar-runner b.gguf").keys();
    expect(isAlive(pid)).toBe(true);
    await sidecar.post("/models/unload", { model: "b.gguf" });
    expect(isAlive(pid)).toBe(false);
  });
});

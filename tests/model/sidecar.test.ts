import { renameSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { SidecarError } from "@/lib/contract/sidecar";
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

  it("a file that is replaced while it is loaded goes on answering as before; the next load is refused", async () => {
    const path = join(sidecar.modelsDir, "replaced.gguf");
    writeChatGguf(path, { seed: 7 });
    const body = { max_tokens: 8, temperature: 0 };
    const before = await sidecar.stream("replaced.gguf", {}, body);
    writeFileSync(`${path}.part`, "This is not a model.");
    renameSync(`${path}.part`, path);
    expect((await sidecar.stream("replaced.gguf", {}, body)).text).toBe(before.text);
    await sidecar.post("/models/unload", { model: "replaced.gguf" });
    const response = await sidecar.post("/models/load", { model: "replaced.gguf" });
    expect(response.status).toBe(422);
    expect(SidecarError.parse(await response.json()).error.code).toBe("invalid_model_file");
  });

  it("a file that is cut off while it is loaded costs its own runner and no other", async () => {
    const path = join(sidecar.modelsDir, "cut.gguf");
    writeChatGguf(path, { seed: 8, embeddingLength: 256, layers: 4 });
    await sidecar.post("/models/load", { model: "cut.gguf" });
    truncateSync(path, 4_096);
    const messages = [{ role: "user", content: "Hello" }];
    const cut = await sidecar.post("/v1/chat/completions", { model: "cut.gguf", messages });
    expect(SidecarError.parse(await cut.json()).error.code).toBe("runner_gone");
    expect((await sidecar.stream("a.gguf", {}, { max_tokens: 4 })).complete).toBe(true);
    await sidecar.post("/models/unload", { model: "cut.gguf", force: true });
    const response = await sidecar.post("/models/load", { model: "cut.gguf" });
    expect(response.status).toBe(422);
    expect(SidecarError.parse(await response.json()).error.code).toBe("invalid_model_file");
  });

  it("a load of a file that was just written is known as one from the page cache", async () => {
    const metrics = await (await sidecar.fetch("/metrics")).text();
    expect(metrics).toMatch(/^model_loads_total\{page_cache="warm"\} [1-9]/m);
    const { models } = await sidecar.models();
    for (const { etaMs, etaP90Ms } of models.filter(({ status }) => status === "cold")) {
      expect(etaMs).toBeGreaterThan(0);
      expect(etaP90Ms).toBeGreaterThan(etaMs ?? Infinity);
    }
  });

  it("an unload ends the runner's process", async () => {
    await sidecar.post("/models/load", { model: "b.gguf" });
    const [pid = 0] = processesBelow(process.pid, "sidecar-runner b.gguf").keys();
    expect(isAlive(pid)).toBe(true);
    await sidecar.post("/models/unload", { model: "b.gguf" });
    expect(isAlive(pid)).toBe(false);
  });
});

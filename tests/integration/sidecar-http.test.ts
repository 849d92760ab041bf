import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SidecarError, SidecarModels } from "@/lib/contract/sidecar";
import { writeChatGguf } from "@/tests/factories/gguf";
import { modelsFolder, setFakeRunner, startTestSidecar, type TestSidecar } from "@/tests/factories/sidecar";

let sidecar: TestSidecar;
const chat = { model: "a.gguf", messages: [{ role: "user", content: "Hello" }] };

beforeAll(async () => {
  setFakeRunner({ text: "one two three", loadMs: 10 });
  sidecar = await startTestSidecar(["a.gguf", "b.gguf"]);
});
afterAll(() => sidecar.stop());

async function errorOf(response: Response): Promise<{ status: number; code: string; message: string }> {
  const { error } = SidecarError.parse(await response.json());
  return { status: response.status, code: error.code, message: error.message };
}

describe("who may ask", () => {
  it.each(["/health", "/metrics", "/models", "/v1/models", "/running", "/models/sse", "/nothing"])(
    "%s says nothing without the token",
    async (path) => {
      for (const authorization of ["", "Bearer wrong", `Basic ${sidecar.token}`, "Bearer "]) {
        const response = await fetch(`${sidecar.url}${path}`, { headers: { authorization } });
        expect(await errorOf(response)).toMatchObject({ status: 401, code: "unauthorized" });
      }
    },
  );
});

describe("bad input", () => {
  it("JSON rubbish is 400 on every route that takes a body", async () => {
    for (const path of [
      "/v1/chat/completions",
      "/v1/embeddings",
      "/models/load",
      "/models/unload",
      "/models/pin",
    ]) {
      const response = await sidecar.fetch(path, { method: "POST", body: "{nonsense" });
      expect(await errorOf(response)).toMatchObject({ status: 400, code: "invalid_request" });
    }
  });

  it("a wrong field is named", async () => {
    const response = await sidecar.post("/v1/chat/completions", { ...chat, temperature: "hot" });
    expect(SidecarError.parse(await response.json()).error.param).toBe("temperature");
  });

  it("a body of more than 4 MiB is 413, announced or not", async () => {
    const body = JSON.stringify({ ...chat, messages: [{ role: "user", content: "x".repeat(5 * 2 ** 20) }] });
    expect((await sidecar.fetch("/v1/chat/completions", { method: "POST", body })).status).toBe(413);
    const unannounced = new Blob([body]).stream();
    const init = { method: "POST", body: unannounced, duplex: "half" };
    expect((await sidecar.fetch("/v1/chat/completions", init)).status).toBe(413);
  });

  it("an unknown route is 404, a wrong method 405", async () => {
    expect((await sidecar.fetch("/v2/models")).status).toBe(404);
    expect((await sidecar.fetch("/models/load")).status).toBe(405);
  });

  it("pictures are refused, not ignored", async () => {
    const content = [{ type: "image_url", image_url: { url: "data:" } }];
    const response = await sidecar.post("/v1/chat/completions", {
      ...chat,
      messages: [{ role: "user", content }],
    });
    expect(await errorOf(response)).toMatchObject({ status: 400, code: "invalid_request" });
  });

  it("a ticket's name that is in use is refused", async () => {
    setFakeRunner({ text: "one two three", loadMs: 10, tokensPerSecond: 5 });
    const folder = await startTestSidecar(["a.gguf"]);
    const headers = { "x-ticket": "mine" };
    const running = folder.stream("a.gguf", { headers });
    await folder.status("a.gguf", "loading");
    expect((await folder.post("/v1/chat/completions", chat, { headers })).status).toBe(400);
    await running;
    await folder.stop();
    setFakeRunner({ text: "one two three", loadMs: 10 });
  });

  it.each(["../a.gguf", "/etc/passwd", "..", "sub/a.gguf", "a.gguf\0", "constructor", "a", "..\\a.gguf"])(
    "the name %j reaches no file",
    async (model) => {
      for (const path of ["/models/load", "/models/unload", "/models/pin", "/v1/chat/completions"]) {
        const body = { ...chat, model, pinned: true };
        expect(await errorOf(await sidecar.post(path, body))).toMatchObject({
          status: 404,
          code: "not_found",
        });
      }
    },
  );
});

describe("the models folder", () => {
  it("lists what is there, in the contract's shape, and new files without a restart", async () => {
    const before = SidecarModels.parse(await sidecar.models());
    expect(before.models.map((model) => model.id)).toEqual(["a.gguf", "b.gguf"]);
    expect(before.models[0]).toMatchObject({
      contextLength: 4096,
      demo: false,
      quantization: expect.any(String),
    });
    expect(before.models[0]?.estimatedBytes).toBeGreaterThan(before.models[0]?.sizeBytes ?? 0);
    writeChatGguf(join(sidecar.modelsDir, "c.gguf"), { name: "Third" });
    const after = await sidecar.models();
    expect(after.models.find((model) => model.id === "c.gguf")).toMatchObject({
      displayName: "Third",
      status: "cold",
    });
    rmSync(join(sidecar.modelsDir, "c.gguf"));
    expect((await sidecar.models()).models).toHaveLength(2);
  });

  it("does not follow links out of the folder, and lists no folders, parts or projectors", async () => {
    const outside = await modelsFolder(["secret.gguf"]);
    const folder = await startTestSidecar(["real.gguf"]);
    symlinkSync(join(outside.path, "secret.gguf"), join(folder.modelsDir, "link.gguf"));
    symlinkSync(join(folder.modelsDir, "real.gguf"), join(folder.modelsDir, "alias.gguf"));
    mkdirSync(join(folder.modelsDir, "folder.gguf"));
    writeChatGguf(join(folder.modelsDir, "big-00002-of-00003.gguf"));
    writeChatGguf(join(folder.modelsDir, "mmproj-real.gguf"));
    expect((await folder.models()).models.map((model) => model.id)).toEqual(["alias.gguf", "real.gguf"]);
    for (const model of ["link.gguf", "folder.gguf"]) {
      expect(await errorOf(await folder.post("/models/load", { model }))).toMatchObject({
        code: "not_found",
      });
    }
    await folder.stop();
    await outside.remove();
  });

  it("lists damaged files with the reason, and loading one is refused with it", async () => {
    const path = join(sidecar.modelsDir, "broken.gguf");
    writeChatGguf(path);
    truncateSync(path, 1_000);
    writeFileSync(join(sidecar.modelsDir, "text.gguf"), "This is not a model.");
    const { models } = await sidecar.models();
    for (const id of ["broken.gguf", "text.gguf"]) {
      expect(models.find((model) => model.id === id)).toMatchObject({
        status: "failed",
        invalid: expect.stringMatching(/\w+ \w+/),
      });
      const answer = await errorOf(await sidecar.post("/models/load", { model: id }));
      expect(answer).toMatchObject({ status: 422, code: "invalid_model_file" });
      expect(answer.message).not.toContain(sidecar.modelsDir);
      rmSync(join(sidecar.modelsDir, id));
    }
  });

  it("the operator's file wins over a bundled one of the same name", async () => {
    const demo = await modelsFolder(["a.gguf", "demo.gguf"]);
    const folder = await startTestSidecar(["a.gguf"], { demoDir: demo.path });
    const { models } = await folder.models();
    expect(models.map(({ id, demo: isDemo }) => [id, isDemo])).toEqual([
      ["a.gguf", false],
      ["demo.gguf", true],
    ]);
    await folder.stop();
    await demo.remove();
  });
});

describe("answers in OpenAI's shapes", () => {
  it("whole", async () => {
    const answer = await (await sidecar.post("/v1/chat/completions", chat)).json();
    expect(answer).toMatchObject({
      object: "chat.completion",
      model: "a.gguf",
      choices: [
        { index: 0, message: { role: "assistant", content: "one two three" }, finish_reason: "stop" },
      ],
      usage: { prompt_tokens: 1, completion_tokens: 3, total_tokens: 4 },
      timings: { firstTokenMs: expect.any(Number), queueMs: expect.any(Number), loadMs: expect.any(Number) },
    });
  });

  it("streamed, with timings on the last chunk and usage when asked for", async () => {
    const answer = await sidecar.stream("a.gguf", {}, { stream_options: { include_usage: true } });
    expect(answer).toMatchObject({
      text: "one two three",
      complete: true,
      finishReason: "stop",
      error: null,
    });
    expect(answer.chunks[0]).toMatchObject({
      object: "chat.completion.chunk",
      choices: [{ delta: { role: "assistant" } }],
    });
    expect(answer.chunks.at(-2)).toMatchObject({ timings: { tokensPerSecond: expect.any(Number) } });
    expect(answer.chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 3 } });
  });

  it("cut at max_tokens says length", async () => {
    expect(await sidecar.stream("a.gguf", {}, { max_tokens: 2 })).toMatchObject({
      text: "one two",
      finishReason: "length",
    });
  });

  it("a conversation that is too long is refused with a status, streamed or not", async () => {
    const messages = [{ role: "user", content: "word ".repeat(5_000) }];
    for (const stream of [true, false]) {
      const response = await sidecar.post("/v1/chat/completions", { ...chat, messages, stream });
      expect(response.status).toBe(400);
      expect(SidecarError.parse(await response.json()).error).toMatchObject({
        code: "context_length_exceeded",
        neededTokens: 5_000,
      });
    }
  });

  it("vectors as floats and as base64", async () => {
    const input = { model: "a.gguf", input: ["one", "two"] };
    const floats = (await (await sidecar.post("/v1/embeddings", input)).json()) as {
      data: { embedding: number[] }[];
    };
    expect(floats.data).toHaveLength(2);
    const packed = await sidecar.post("/v1/embeddings", { ...input, encoding_format: "base64" });
    const [first] = ((await packed.json()) as { data: { embedding: string }[] }).data;
    const bytes = Buffer.from(first?.embedding ?? "", "base64");
    expect(bytes.readFloatLE(0)).toBeCloseTo(floats.data[0]?.embedding[0] ?? 0);
  });

  it("the list of models", async () => {
    expect(await (await sidecar.fetch("/v1/models")).json()).toMatchObject({
      object: "list",
      data: [
        { id: "a.gguf", object: "model" },
        { id: "b.gguf", object: "model" },
      ],
    });
  });
});

describe("watching", () => {
  it("health and metrics answer", async () => {
    expect(await (await sidecar.fetch("/health")).json()).toMatchObject({ status: "ok", pid: process.pid });
    expect(await sidecar.metric("streams_dropped_by_swap_total")).toBe(0);
    expect(await sidecar.metric("model_load_duration_seconds_count")).toBeGreaterThan(0);
    expect(await sidecar.metric("memory_ledger_bytes")).toBeGreaterThan(0);
  });

  it("events begin with a snapshot and tell of a load with progress", async () => {
    await sidecar.post("/models/unload", { model: "b.gguf" });
    const seen = sidecar.event(
      (event) => event.type === "model_status" && event.model === "b.gguf" && event.status === "loading",
    );
    const first = await sidecar.event(() => true);
    expect(first.type).toBe("snapshot");
    await sidecar.post("/models/load", { model: "b.gguf" });
    expect(await seen).toMatchObject({
      progress: { stages: expect.any(Array), value: expect.any(Number) },
      etaMs: expect.any(Number),
    });
  });
});

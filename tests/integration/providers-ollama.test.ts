import { beforeEach, describe, expect, test, vi } from "vitest";
import { ollamaProvider } from "@/lib/providers/ollama/ollama-provider";
import { ask } from "@/tests/factories/ask";
import { httpEngine, json } from "@/tests/factories/http-engine";
import { forgetSingletons } from "@/tests/setup/database";
import { problemOf } from "@/tests/factories/problem-of";

const quiet = () => new AbortController().signal;

beforeEach(() => {
  vi.unstubAllEnvs();
  forgetSingletons();
});

describe("ollama", () => {
  const tags = {
    models: [
      {
        name: "tiny:latest",
        size: 10,
        details: { parameter_size: "134.52M", quantization_level: "Q4_1", context_length: 8192 },
        capabilities: ["completion"],
      },
      { name: "old:1b" },
      { name: "vec:latest", capabilities: ["embedding"] },
    ],
  };
  const chat = (content: string, more: object = {}) =>
    `${JSON.stringify({ model: "tiny", created_at: "t", message: { role: "assistant", content }, done: false, ...more })}\n`;

  test("lists tags, tells what is loaded, and takes older answers", async () => {
    const { url } = await httpEngine(({ path }, response) => {
      if (path === "/api/tags") return json(response, tags);
      if (path === "/api/ps")
        return json(response, { models: [{ name: "tiny:latest", context_length: 4096 }] });
      json(response, { version: "0" });
    });
    const provider = ollamaProvider({ host: url, asked: true });
    expect(await provider.health(quiet())).toEqual({ status: "up" });
    expect(await provider.list(quiet())).toMatchObject([
      {
        id: "tiny:latest",
        displayName: "tiny",
        status: "ready",
        sizeBytes: 10,
        parameterCount: 134_520_000,
        contextLength: 4096,
        quantization: "Q4_1",
      },
      { id: "old:1b", status: "cold" },
      { id: "vec:latest", capabilities: { embeddings: true } },
    ]);
  });

  test("a refused default host is off, a refused host of the operator is down", async () => {
    const { url, close } = await httpEngine(() => {});
    close();
    expect(await ollamaProvider({ host: url, asked: false }).health(quiet())).toMatchObject({
      status: "off",
    });
    const down = await ollamaProvider({ host: url, asked: true }).health(quiet());
    expect(down.status).toBe("down");
    expect(down.error).not.toContain("127.0.0.1");
  });

  test("settings reach the engine, and a whole answer is one", async () => {
    const { url, requests } = await httpEngine((_request, response) => {
      response.writeHead(200, { "content-type": "application/x-ndjson" });
      response.end(
        chat("Par") + chat("is", { done: true, done_reason: "stop", prompt_eval_count: 3, eval_count: 2 }),
      );
    });
    const { text, finishReason, error } = await ask(ollamaProvider({ host: url, asked: true }), "tiny");
    expect({ text, finishReason, error }).toEqual({ text: "Paris", finishReason: "stop", error: undefined });
    expect(requests[0]?.body).toMatchObject({ options: { num_predict: 8, temperature: 0 } });
  });

  test("an error inside a stream with status 200 is noticed, and the text before it kept", async () => {
    const { url } = await httpEngine((_request, response) => {
      response.writeHead(200, { "content-type": "application/x-ndjson" });
      response.end(`${chat("Par")}{"error":"llama runner process has terminated"}\n`);
    });
    const { text, problem, finishReason } = await ask(ollamaProvider({ host: url, asked: true }), "tiny");
    expect({ text, code: problem?.code, finishReason }).toEqual({
      text: "Par",
      code: "provider_failed",
      finishReason: "error",
    });
  });

  test("a stream without its last line is a cut one", async () => {
    const { url } = await httpEngine((_request, response) => {
      response.writeHead(200, { "content-type": "application/x-ndjson" });
      response.end(chat("Par"));
    });
    expect((await ask(ollamaProvider({ host: url, asked: true }), "tiny")).problem).toMatchObject({
      code: "provider_failed",
      members: { reason: "cut" },
    });
  });

  test("prepare loads with an empty chat; an error in a 200 answer and a missing model are told", async () => {
    const { url, requests } = await httpEngine(({ body }, response) => {
      if (body.model === "broken") return json(response, { error: "unexpected EOF" });
      if (body.model === "gone") return json(response, { error: "model 'gone' not found" }, 404);
      json(response, { done: true });
    });
    const provider = ollamaProvider({ host: url, asked: true });
    const prepare = (model: string) =>
      provider.prepare(model, { signal: quiet(), ticket: "t", onWait: () => {} });
    await prepare("tiny");
    expect(requests[0]).toMatchObject({ path: "/api/chat", body: { model: "tiny", messages: [] } });
    expect(await problemOf(prepare("broken"))).toMatchObject({ code: "provider_failed" });
    expect(await problemOf(prepare("gone"))).toMatchObject({ code: "model_unavailable" });
  });
});

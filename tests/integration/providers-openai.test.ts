import { beforeEach, describe, expect, test, vi } from "vitest";
import { breakerOf } from "@/lib/providers/breaker";
import { openaiProvider } from "@/lib/providers/openai/openai-provider";
import type { Provider } from "@/lib/providers/provider";
import { ask, answerOptions } from "@/tests/factories/ask";
import { delta, httpEngine, json, openaiStream, stop } from "@/tests/factories/http-engine";
import { forgetSingletons } from "@/tests/setup/database";

const quiet = () => new AbortController().signal;

beforeEach(() => {
  vi.unstubAllEnvs();
  forgetSingletons();
});

describe("openai-compatible", () => {
  const compatible = (baseUrl: string, more: { apiKey?: string; allowed?: string[] } = {}): Provider =>
    openaiProvider({ id: "openai", label: "OpenAI-compatible", baseUrl, apiKey: undefined, ...more });

  test("lists what the endpoint has, filtered by the allow-list", async () => {
    const { url, requests } = await httpEngine((_request, response) =>
      json(response, { data: [{ id: "a" }, { id: "b", max_model_len: 2048 }] }),
    );
    expect(await compatible(`${url}/v1`, { apiKey: "sk-secret" }).list(quiet())).toMatchObject([
      { id: "a", status: "remote" },
      { id: "b", contextLength: 2048 },
    ]);
    expect(requests[0]).toMatchObject({ path: "/v1/models", headers: { authorization: "Bearer sk-secret" } });
    expect((await compatible(`${url}/v1`, { allowed: ["b"] }).list(quiet())).map(({ id }) => id)).toEqual([
      "b",
    ]);
  });

  test("where the endpoint lists none, the allow-list stands in, else gpt-4o and gpt-4o-mini", async () => {
    const { url } = await httpEngine((_request, response) => json(response, { error: {} }, 404));
    expect((await compatible(`${url}/v1`).list(quiet())).map(({ id }) => id)).toEqual([
      "gpt-4o",
      "gpt-4o-mini",
    ]);
    expect((await compatible(`${url}/v1`, { allowed: ["x"] }).list(quiet())).map(({ id }) => id)).toEqual([
      "x",
    ]);
  });

  test("without key and address it is off; a loopback address is not remote", async () => {
    const off = openaiProvider({ id: "openai", label: "OpenAI", baseUrl: undefined, apiKey: undefined });
    expect(await off.health(quiet())).toMatchObject({ status: "off" });
    expect(off.remote).toBe(true);
    expect(compatible("http://localhost:8000/v1").remote).toBe(false);
    expect(compatible("https://vllm.example.org/v1").remote).toBe(true);
  });

  test("streams chat completions and keeps the server's timings", async () => {
    const { url, requests } = await httpEngine((_request, response) =>
      openaiStream(response, [
        delta("Par"),
        delta("is"),
        stop({
          timings: { prompt_ms: 3, predicted_per_second: 50 },
          usage: { prompt_tokens: 5, completion_tokens: 2 },
        }),
      ]),
    );
    const { text, finishReason, metadata, error } = await ask(compatible(`${url}/v1`), "m");
    expect({ text, finishReason, error }).toEqual({ text: "Paris", finishReason: "stop", error: undefined });
    expect(metadata).toMatchObject({ openai: { timings: { predicted_per_second: 50 } } });
    expect(requests[0]).toMatchObject({
      path: "/v1/chat/completions",
      body: { model: "m", stream: true, max_tokens: 8, stream_options: { include_usage: true } },
    });
  });

  test("a stream that is cut keeps its text and ends with an error, never cleanly", async () => {
    const { url } = await httpEngine((_request, response) => openaiStream(response, [delta("Par")]));
    const { text, problem, finishReason } = await ask(compatible(`${url}/v1`), "m");
    expect({ text, code: problem?.code, finishReason }).toEqual({
      text: "Par",
      code: "provider_failed",
      finishReason: "error",
    });
  });

  test("a connection that breaks in mid-answer is an error, never a clean end", async () => {
    const { url } = await httpEngine((_request, response) => {
      openaiStream(response, [delta("Par")], false);
      setImmediate(() => response.destroy());
    });
    const { problem } = await ask(compatible(`${url}/v1`), "m");
    expect(problem?.code).toBe("provider_failed");
  });

  test.each([
    [401, { error: { message: "Incorrect API key provided: sk-secret" } }, "provider_failed", "auth"],
    [404, { error: { message: "The model does not exist" } }, "model_unavailable", "gone"],
    [429, { error: { message: "Rate limit" } }, "model_unavailable", "busy"],
    [500, { error: { message: "boom at /srv/app.py line 3" } }, "provider_failed", "failed"],
    [504, {}, "provider_timeout", "timeout"],
    [
      400,
      { error: { message: "x", code: "context_length_exceeded" } },
      "incompatible_conversation",
      "context_length",
    ],
  ])("status %i is told in our words", async (status, body, code, reason) => {
    const { url } = await httpEngine((_request, response) => json(response, body, status));
    const { problem } = await ask(compatible(`${url}/v1`), "m");
    expect(problem).toMatchObject({ code, members: { reason } });
    expect(problem?.message).not.toMatch(/sk-|boom|127\.0\.0\.1/);
  });

  test("a dead endpoint fails fast after a few answers, and one request's fault never opens the breaker", async () => {
    let status = 400;
    const engine = await httpEngine((_request, response) => json(response, {}, status));
    const provider = compatible(`${engine.url}/v1`);
    for (let count = 0; count < 8; count++) await ask(provider, "m");
    expect((await ask(provider, "m")).problem?.members.reason).toBe("refused");
    status = 500;
    for (let count = 0; count < 5; count++) await ask(provider, "m");
    const asked = engine.requests.length;
    expect((await ask(provider, "m")).problem).toMatchObject({
      code: "model_unavailable",
      members: { reason: "breaker" },
    });
    expect(engine.requests).toHaveLength(asked);
  });

  test("an answer that its reader stops is no failure of the engine", async () => {
    const { url } = await httpEngine((_request, response) => openaiStream(response, [delta("Par")], false));
    for (let count = 0; count < 6; count++) {
      const stopper = new AbortController();
      const model = compatible(`${url}/v1`).languageModel("m", answerOptions);
      if (typeof model === "string" || model.specificationVersion !== "v3") throw new Error("not a model");
      const { stream } = await model.doStream({
        prompt: [{ role: "user", content: [{ type: "text", text: "?" }] }],
        abortSignal: stopper.signal,
      });
      const reader = stream.getReader();
      await reader.read();
      stopper.abort();
      await reader.cancel().catch(() => {});
    }
    expect(breakerOf("openai").state).toBe(0);
  });
});

import { beforeEach, describe, expect, test, vi } from "vitest";
import { publishSidecarEndpoint } from "@/lib/contract/sidecar-endpoint";
import type { SidecarModel, SidecarModels } from "@/lib/contract/sidecar";
import { isProblemError } from "@/lib/errors";
import { breakerOf } from "@/lib/providers/breaker";
import { buildProviders } from "@/lib/providers/build-providers";
import { llamacppProvider } from "@/lib/providers/llamacpp/llamacpp-provider";
import { ollamaProvider } from "@/lib/providers/ollama/ollama-provider";
import { openaiProvider } from "@/lib/providers/openai/openai-provider";
import type { Provider, ProviderModel, WaitState } from "@/lib/providers/provider";
import { ask, answerOptions } from "@/tests/factories/ask";
import { delta, httpEngine, json, openaiStream, stop } from "@/tests/factories/http-engine";
import { forgetSingletons } from "@/tests/setup/database";

const quiet = () => new AbortController().signal;
const problemOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  return isProblemError(error) ? { code: error.code, ...error.members, detail: error.message } : error;
};

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

describe("llamacpp", () => {
  const file: SidecarModel = {
    id: "a.gguf",
    status: "cold",
    demo: false,
    sizeBytes: 10,
    estimatedBytes: 20,
    capabilities: { images: false, tools: false, embeddings: false },
    leases: 0,
    pinned: false,
  };
  const pool = (models: SidecarModel[]): SidecarModels => ({
    budgetBytes: 1,
    reservedBytes: 0,
    measuredBytes: 0,
    queue: [],
    models,
  });
  const up = (url: string, token = "secret") => publishSidecarEndpoint({ url, token, state: "up" });

  test("a request carries token, fairness, session and ticket, and follows the sidecar to its new address", async () => {
    const serve = () =>
      httpEngine((_request, response) =>
        openaiStream(response, [delta("Hi"), stop({ timings: { predicted_ms: 1 } })]),
      );
    const [first, second] = [await serve(), await serve()];
    const provider = llamacppProvider({ remote: false });
    up(first.url);
    expect((await ask(provider, "a.gguf")).metadata).toMatchObject({
      llamacpp: { timings: { predicted_ms: 1 } },
    });
    expect(first.requests[0]).toMatchObject({
      path: "/v1/chat/completions",
      headers: {
        authorization: "Bearer secret",
        "x-fairness-key": "f",
        "x-session-key": "s",
        "x-ticket": "t",
      },
    });
    up(second.url, "other");
    expect((await ask(provider, "a.gguf")).text).toBe("Hi");
    expect(second.requests[0]?.headers.authorization).toBe("Bearer other");
  });

  test("without a sidecar it is down, and an answer says that it starts", async () => {
    publishSidecarEndpoint({ url: null, token: null, state: "closed" });
    const provider = llamacppProvider({ remote: false });
    expect((await provider.health(quiet())).status).toBe("down");
    expect((await ask(provider, "a.gguf")).problem).toMatchObject({
      code: "model_unavailable",
      members: { reason: "starting" },
    });
  });

  test("an answer that is asked for while the sidecar restarts comes from the new one", async () => {
    publishSidecarEndpoint({ url: null, token: null, state: "down" });
    const answer = ask(llamacppProvider({ remote: false }), "a.gguf");
    publishSidecarEndpoint({ url: null, token: null, state: "starting" });
    const { url } = await httpEngine((_request, response) => openaiStream(response, [delta("Hi"), stop({})]));
    up(url);
    expect((await answer).text).toBe("Hi");
  });

  test.each([
    ["does_not_fit", "It needs 9 GiB.", "model_unavailable"],
    ["invalid_model_file", "It is cut short.", "invalid_model_file"],
    ["load_failed", "Out of memory.", "provider_failed"],
    ["queue_full", "internal words", "model_unavailable"],
    ["shutting_down", "internal words", "model_unavailable"],
  ])("a load refused with %s is told in our words", async (code, message, expected) => {
    const { url } = await httpEngine((_request, response) =>
      json(response, { error: { message, type: "x", code } }, 503),
    );
    up(url);
    const told = await problemOf(
      llamacppProvider({ remote: false }).prepare("a.gguf", {
        signal: quiet(),
        ticket: "t",
        onWait: () => {},
      }),
    );
    expect(told).toMatchObject({ code: expected });
    expect(JSON.stringify(told)).not.toContain("internal words");
  });

  test("a prompt that is too long says by how much", async () => {
    const { url } = await httpEngine((_request, response) =>
      json(
        response,
        {
          error: {
            message: "x",
            type: "x",
            code: "context_length_exceeded",
            neededTokens: 5000,
            availableTokens: 4096,
          },
        },
        400,
      ),
    );
    up(url);
    expect((await ask(llamacppProvider({ remote: false }), "a.gguf")).problem).toMatchObject({
      code: "incompatible_conversation",
      members: { reasons: [{ kind: "context_window", needed: 5000, available: 4096 }] },
    });
  });

  test("the watcher tells the pool's picture, its changes, its loss, and finds the new sidecar at once", async () => {
    const streams: ((event: unknown) => void)[] = [];
    const serve = () =>
      httpEngine((_request, response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        const send = (event: unknown) => response.write(`event: x\ndata: ${JSON.stringify(event)}\n\n`);
        streams.push(send);
        send({ type: "snapshot", pool: pool([structuredClone(file)]) });
      });
    const first = await serve();
    up(first.url);
    const seen: (ProviderModel[] | null)[] = [];
    const stopWatching = llamacppProvider({ remote: false }).watchModels?.((models) => seen.push(models));
    await expect.poll(() => seen.at(-1)).toMatchObject([{ id: "a.gguf", status: "cold" }]);
    streams[0]?.({
      type: "model_status",
      model: "a.gguf",
      status: "loading",
      progress: { stages: ["load"], current: "load", value: 0.4 },
      etaMs: 900,
    });
    await expect.poll(() => seen.at(-1)).toMatchObject([{ status: "loading", progress: 0.4, etaMs: 900 }]);
    first.close();
    await expect.poll(() => seen.at(-1)).toBeNull();
    const second = await serve();
    up(second.url);
    await expect.poll(() => seen.at(-1)).toMatchObject([{ id: "a.gguf", status: "cold" }]);
    stopWatching?.();
  });

  test("a load tells its place in line and its progress to whoever waits on its ticket", async () => {
    let finish = () => {};
    let send: (event: unknown) => void = () => {};
    const { url, requests } = await httpEngine(({ path }, response) => {
      if (path === "/models/load") {
        finish = () => json(response, { model: "a.gguf", status: "ready", loadMs: 5 });
        return;
      }
      response.writeHead(200, { "content-type": "text/event-stream" });
      send = (event) => response.write(`data: ${JSON.stringify(event)}\n\n`);
      send({ type: "snapshot", pool: pool([structuredClone(file)]) });
    });
    up(url);
    const waits: WaitState[] = [];
    const prepared = llamacppProvider({ remote: false }).prepare("a.gguf", {
      signal: quiet(),
      ticket: "mine",
      onWait: (state) => waits.push(state),
    });
    await expect
      .poll(() => requests.map(({ path }) => path).toSorted())
      .toEqual(["/models/load", "/models/sse"]);
    send({ type: "queue", ticket: "mine", model: "a.gguf", position: 2, etaMs: 3000 });
    await expect.poll(() => waits).toEqual([{ position: 2, etaMs: 3000 }]);
    send({
      type: "model_status",
      model: "a.gguf",
      status: "loading",
      progress: { stages: ["l"], current: "l", value: 0.5 },
      etaMs: 500,
    });
    await expect.poll(() => waits.at(-1)).toEqual({ progress: 0.5, etaMs: 500 });
    finish();
    await prepared;
  });
});

test("the environment names the engines; further endpoints come last, with keys of their own", () => {
  vi.stubEnv("OPENAI_COMPATIBLE", "lab=https://lab.example.org/v1, here=http://127.0.0.1:9/v1");
  expect(buildProviders().map(({ id, kind, remote }) => [id, kind, remote])).toEqual([
    ["llamacpp", "llamacpp", false],
    ["ollama", "ollama", false],
    ["openai", "openai", true],
    ["lab", "openai", true],
    ["here", "openai", false],
  ]);
});

test.each(["lab", "Lab=https://x/v1", "ollama=https://x/v1", "lab=ftp://x"])(
  "%s is no endpoint, and the start says so",
  (text) => {
    vi.stubEnv("OPENAI_COMPATIBLE", text);
    expect(() => buildProviders()).toThrow(/^OPENAI_COMPATIBLE: /);
  },
);

import { beforeEach, describe, expect, test, vi } from "vitest";
import { publishSidecarEndpoint } from "@/lib/contract/sidecar-endpoint";
import type { SidecarModel, SidecarModels } from "@/lib/contract/sidecar";
import { buildProviders } from "@/lib/providers/build-providers";
import { llamacppProvider } from "@/lib/providers/llamacpp/llamacpp-provider";
import type { ProviderModel, WaitState } from "@/lib/providers/provider";
import { ask } from "@/tests/factories/ask";
import { delta, httpEngine, json, openaiStream, stop } from "@/tests/factories/http-engine";
import { forgetSingletons } from "@/tests/setup/database";
import { problemOf } from "@/tests/factories/problem-of";

const quiet = () => new AbortController().signal;

beforeEach(() => {
  vi.unstubAllEnvs();
  forgetSingletons();
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
      etaP90Ms: 2000,
    });
    await expect
      .poll(() => seen.at(-1))
      .toMatchObject([{ status: "loading", progress: 0.4, etaMs: 900, etaP90Ms: 2000 }]);
    first.close();
    await expect.poll(() => seen.at(-1)).toBeNull();
    const second = await serve();
    up(second.url);
    await expect.poll(() => seen.at(-1)).toMatchObject([{ id: "a.gguf", status: "cold" }]);
    stopWatching?.();
  });

  test("a wish has a name where it may be taken back, and is taken back by it", async () => {
    const { url, requests } = await httpEngine((_request, response) => json(response, {}));
    up(url);
    const provider = llamacppProvider({ remote: false });
    await provider.warm?.("a.gguf", { signal: quiet() });
    await provider.warm?.("a.gguf", { signal: quiet(), ticket: "mine" });
    await provider.takeBack?.("mine", quiet());
    expect(requests.map(({ path, headers }) => [path, headers["x-ticket"]])).toEqual([
      ["/models/warm", undefined],
      ["/models/warm", "mine"],
      ["/models/load/cancel", undefined],
    ]);
    expect(requests.at(-1)?.body).toEqual({ ticket: "mine" });
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
    send({ type: "queue", ticket: "mine", model: "a.gguf", position: 2, etaMs: 3000, etaP90Ms: 8000 });
    await expect.poll(() => waits).toEqual([{ position: 2, etaMs: 3000, etaP90Ms: 8000 }]);
    send({
      type: "model_status",
      model: "a.gguf",
      status: "loading",
      progress: { stages: ["l"], current: "l", value: 0.5 },
      etaMs: 500,
      etaP90Ms: 700,
    });
    await expect.poll(() => waits.at(-1)).toEqual({ progress: 0.5, etaMs: 500, etaP90Ms: 700 });
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

import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { SidecarError } from "@/lib/contract/sidecar";
import { setFakeRunner, startTestSidecar, type TestSidecar } from "@/tests/factories/sidecar";

let sidecar: TestSidecar;
afterEach(() => sidecar.stop());

/** Room for one of the small models, whose processes are nearly all of what they need. */
const roomForOne = { budgetBytes: 200 * 2 ** 20 };
const slow = { text: "one two three four five six seven eight nine ten", tokensPerSecond: 20, loadMs: 50 };

/** Starts an answer; resolves with its end once its first text is there. */
async function answering(model: string, init: RequestInit = {}) {
  let begun = (): void => {};
  const beginning = new Promise<void>((resolve) => (begun = resolve));
  const end = sidecar.stream(model, { ...init, onText: () => begun() });
  await Promise.race([beginning, end]);
  return { end };
}

describe("a running answer", () => {
  it("is not cut by the load of another model into its room, which waits for it", async () => {
    setFakeRunner(slow);
    sidecar = await startTestSidecar(["a.gguf", "b.gguf"], roomForOne);
    const running = await answering("a.gguf");
    const other = sidecar.stream("b.gguf");
    expect(await running.end).toMatchObject({ text: slow.text, complete: true });
    expect(await other).toMatchObject({ text: slow.text, complete: true });
  });

  it("goes on while another model is loaded beside it", async () => {
    setFakeRunner({ ...slow, loadMs: 20 });
    sidecar = await startTestSidecar(["a.gguf", "b.gguf"]);
    const running = await answering("a.gguf");
    expect((await sidecar.post("/models/load", { model: "b.gguf" })).status).toBe(200);
    expect((await sidecar.models()).models.map(({ id, status }) => [id, status])).toEqual([
      ["a.gguf", "ready"],
      ["b.gguf", "ready"],
    ]);
    expect(await running.end).toMatchObject({ text: slow.text, complete: true });
  });

  it("is finished before its model is unloaded, and the unload answers when the memory is back", async () => {
    setFakeRunner(slow);
    sidecar = await startTestSidecar(["a.gguf"]);
    const running = await answering("a.gguf");
    const unloaded = sidecar.post("/models/unload", { model: "a.gguf" });
    await sidecar.status("a.gguf", "draining");
    expect(await running.end).toMatchObject({ text: slow.text, complete: true });
    expect(await (await unloaded).json()).toEqual({ model: "a.gguf", status: "cold" });
    expect(await sidecar.models()).toMatchObject({ reservedBytes: 0, measuredBytes: 0 });
  });

  it("survives an unload with a limit that it needs longer than", async () => {
    setFakeRunner(slow);
    sidecar = await startTestSidecar(["a.gguf"]);
    const running = await answering("a.gguf");
    const unloaded = await sidecar.post("/models/unload", { model: "a.gguf", drainMs: 20 });
    expect(await unloaded.json()).toEqual({ model: "a.gguf", status: "ready" });
    expect(await running.end).toMatchObject({ complete: true });
  });

  it("ends as unload_forced by force, with the text so far and without [DONE]", async () => {
    setFakeRunner(slow);
    sidecar = await startTestSidecar(["a.gguf"]);
    const running = await answering("a.gguf");
    await sidecar.post("/models/unload", { model: "a.gguf", force: true });
    const answer = await running.end;
    expect(answer).toMatchObject({ complete: false, error: { code: "unload_forced" }, finishReason: null });
    expect(slow.text.startsWith(answer.text)).toBe(true);
  });
});

describe("two models and room for one", () => {
  it("asked alternately by many, all are answered and never are both loaded", async () => {
    setFakeRunner({ text: "one two", loadMs: 20, tokensPerSecond: 50 });
    sidecar = await startTestSidecar(["a.gguf", "b.gguf"], { ...roomForOne, limits: { collateMs: 50 } });
    const held = new Set<string>();
    let most = 0;
    sidecar.pool.watch((event) => {
      if (event.type !== "model_status") return;
      if (event.status === "cold" || event.status === "failed") held.delete(event.model);
      else held.add(event.model);
      most = Math.max(most, held.size);
    });
    const asked = ["a", "b", "a", "b", "b", "a", "a", "b"];
    const answers = await Promise.all(
      asked.map((name, index) =>
        sidecar.stream(`${name}.gguf`, { headers: { "x-fairness-key": `user-${index % 3}` } }),
      ),
    );
    expect(answers.map((answer) => answer.text)).toEqual(asked.map(() => "one two"));
    expect(most).toBe(1);
    expect((await sidecar.models()).queue).toEqual([]);
  });

  it("who waits is told of it on the stream, and watchers see the queue", async () => {
    setFakeRunner({ ...slow, tokensPerSecond: 4 });
    sidecar = await startTestSidecar(["a.gguf", "b.gguf"], roomForOne);
    const running = await answering("a.gguf");
    const queued = sidecar.event((event) => event.type === "queue" && event.ticket === "waits");
    const waits = sidecar.stream("b.gguf", { headers: { "x-ticket": "waits" } }, { max_tokens: 1 });
    expect(await queued).toMatchObject({ model: "b.gguf", position: 1, etaMs: expect.any(Number) });
    expect((await running.end).complete).toBe(true);
    const answer = await waits;
    expect(answer.text).toBe("one");
    expect(answer.comments[0]).toMatch(/^queue \{"position":1,"etaMs":\d+,"etaP90Ms":\d+\}$/);
    expect(answer.comments.some((comment) => comment.startsWith("progress {"))).toBe(true);
    expect(answer.chunks.at(-1)).toMatchObject({
      timings: { queueMs: expect.any(Number), loadMs: expect.any(Number) },
    });
  });

  it("a model that could never fit is refused with what it needs", async () => {
    sidecar = await startTestSidecar(["a.gguf"], { budgetBytes: 50 * 2 ** 20 });
    const response = await sidecar.post("/models/load", { model: "a.gguf" });
    expect(response.status).toBe(507);
    const { error } = SidecarError.parse(await response.json());
    expect(error).toMatchObject({ code: "does_not_fit", freeBytes: 50 * 2 ** 20 });
    expect(error.neededBytes).toBeGreaterThan(50 * 2 ** 20);
  });
});

describe("going away", () => {
  it("a client that leaves during a load cancels it", async () => {
    setFakeRunner({ loadMs: 60_000 });
    sidecar = await startTestSidecar(["a.gguf"]);
    const abort = new AbortController();
    const load = sidecar.post("/models/load", { model: "a.gguf" }, { signal: abort.signal });
    await sidecar.status("a.gguf", "loading");
    const cold = sidecar.event((event) => event.type === "model_status" && event.status === "cold");
    abort.abort();
    await expect(load).rejects.toThrow(/abort/);
    expect(await cold).toMatchObject({ model: "a.gguf" });
    expect(await sidecar.models()).toMatchObject({ reservedBytes: 0, queue: [] });
  });

  it("a load goes on when one of two who wait leaves", async () => {
    setFakeRunner({ loadMs: 500 });
    sidecar = await startTestSidecar(["a.gguf"]);
    const abort = new AbortController();
    const leaves = sidecar.post("/models/load", { model: "a.gguf" }, { signal: abort.signal });
    const stays = sidecar.post("/models/load", { model: "a.gguf" });
    await sidecar.status("a.gguf", "loading");
    abort.abort();
    await expect(leaves).rejects.toThrow(/abort/);
    expect((await stays).status).toBe(200);
  });

  it("a waiting ticket can be cancelled by its name", async () => {
    setFakeRunner({ loadMs: 60_000 });
    sidecar = await startTestSidecar(["a.gguf"]);
    const load = sidecar.post("/models/load", { model: "a.gguf" }, { headers: { "x-ticket": "mine" } });
    await sidecar.status("a.gguf", "loading");
    expect(await (await sidecar.post("/models/load/cancel", { ticket: "mine" })).json()).toEqual({
      cancelled: true,
    });
    const response = await load;
    expect(response.status).toBe(409);
    expect(SidecarError.parse(await response.json()).error.code).toBe("cancelled");
    expect(await (await sidecar.post("/models/load/cancel", { ticket: "mine" })).json()).toEqual({
      cancelled: false,
    });
  });

  it("a reader that leaves frees its sequence for the next one", async () => {
    setFakeRunner({ ...slow, repeat: 1_000 });
    sidecar = await startTestSidecar(["a.gguf"], { sequences: 1 });
    const abort = new AbortController();
    const leaves = await answering("a.gguf", { signal: abort.signal });
    const next = sidecar.stream("a.gguf", {}, { max_tokens: 2 });
    abort.abort();
    await expect(leaves.end).rejects.toThrow(/abort/);
    expect(await next).toMatchObject({ text: "one two", complete: true });
  });

  it("a reader that does not read is let go, and holds nobody else up", async () => {
    setFakeRunner({ text: "x".repeat(20_000), repeat: 10_000, tokensPerSecond: 1_000, loadMs: 10 });
    sidecar = await startTestSidecar(["a.gguf"]);
    const { hostname, port } = new URL(sidecar.url);
    const socket = connect(Number(port), hostname);
    const body = JSON.stringify({
      model: "a.gguf",
      messages: [{ role: "user", content: "Hello" }],
      stream: true,
      max_tokens: 100_000,
    });
    socket.write(
      `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${sidecar.token}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    socket.pause();
    await sidecar.status("a.gguf", "ready");
    const other = await sidecar.stream("a.gguf", {}, { max_tokens: 20 });
    expect(other.complete).toBe(true);
    while (sidecar.pool.answersRunning() > 0) await sidecar.fetch("/health");
    socket.destroy();
  });
});

describe("loads that go wrong", () => {
  it("a load that fails says why to everybody who waits", async () => {
    setFakeRunner({ loadMs: 20, failLoad: "The tensors do not add up." });
    sidecar = await startTestSidecar(["a.gguf"]);
    const answers = await Promise.all([1, 2].map(() => sidecar.post("/models/load", { model: "a.gguf" })));
    for (const response of answers) {
      expect(response.status).toBe(503);
      expect(SidecarError.parse(await response.json()).error).toMatchObject({
        code: "load_failed",
        message: "The tensors do not add up.",
      });
    }
    expect((await sidecar.models()).models[0]).toMatchObject({
      status: "failed",
      error: "The tensors do not add up.",
    });
    expect((await sidecar.models()).reservedBytes).toBe(0);
  });

  it("a load that says nothing for too long is stopped", async () => {
    setFakeRunner({ loadMs: 600_000 });
    sidecar = await startTestSidecar(["a.gguf"], { loadSilenceMs: 300 });
    const response = await sidecar.post("/models/load", { model: "a.gguf" });
    expect(SidecarError.parse(await response.json()).error).toMatchObject({
      code: "load_failed",
      message: expect.stringContaining("no progress"),
    });
  });

  it("a full queue says when to come back", async () => {
    setFakeRunner({ loadMs: 60_000 });
    sidecar = await startTestSidecar(["a.gguf"], { limits: { maxQueue: 1 } });
    const abort = new AbortController();
    const first = sidecar.post("/models/load", { model: "a.gguf" }, { signal: abort.signal });
    await sidecar.status("a.gguf", "loading");
    const response = await sidecar.post("/models/load", { model: "a.gguf" });
    expect(response.status).toBe(503);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(SidecarError.parse(await response.json()).error.code).toBe("queue_full");
    abort.abort();
    await expect(first).rejects.toThrow(/abort/);
  });
});

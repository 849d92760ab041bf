import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { problem } from "@/lib/errors";
import { beat } from "@/lib/services/generations/start-reaper";
import { drainGenerations } from "@/lib/services/generations/drain-generations";
import { liveAnswers } from "@/lib/services/generations/live-answers";
import { reapGenerations, staleAfterMs } from "@/lib/services/generations/reap-generations";
import { type Chatter, createChatWorld, StreamReader } from "@/tests/factories/conversation";

let world: Awaited<ReturnType<typeof createChatWorld>>;
let ada: Chatter;
beforeEach(async () => {
  world = await createChatWorld();
  ada = await world.signIn();
});

/** An answer that has said something and goes on. */
async function running(id = randomUUID(), text = "One, two") {
  const stream = new StreamReader(await ada.send(id, "Count"));
  const answer = await world.provider.nextAnswer();
  answer.say(text);
  await stream.untilText(text);
  return { id, stream, answer };
}

async function lastAnswer(id: string) {
  const message = (await ada.conversation(id)).messages.at(-1);
  return { text: message?.parts[0]?.text, metadata: message?.metadata };
}

/** The text that has come so far is in the database. */
const untilSaved = (id: string, text: string) =>
  vi.waitFor(async () => expect((await lastAnswer(id)).text).toBe(text));

describe("a reader that goes away", () => {
  test("does not stop the answer: it goes on and is saved whole", async () => {
    const { id, stream, answer } = await running();
    await stream.leave();
    answer.say(", three");
    answer.finish();
    await liveAnswers().get(id)?.done;
    expect(await lastAnswer(id)).toMatchObject({
      text: "One, two, three",
      metadata: { status: "completed" },
    });
  });

  test("comes back to the answer from its start; two tabs see the same", async () => {
    const { id, stream, answer } = await running();
    await stream.leave();
    const tabs = [await ada.get(`/api/chat/${id}/stream`), await ada.get(`/api/chat/${id}/stream`)].map(
      (response) => new StreamReader(response),
    );
    for (const tab of tabs) await tab.untilText("One, two");
    answer.say(", three");
    for (const tab of tabs) await tab.untilText("One, two, three");
    answer.finish();
    for (const tab of tabs) {
      await tab.rest();
      expect(tab.types.filter((type) => type === "start")).toHaveLength(1);
      expect(tab.last("finish")).toMatchObject({ messageMetadata: { status: "completed" } });
      expect(tab.done).toBe(true);
    }
  });

  test("finds nothing to resume when nothing runs", async () => {
    const { id, stream, answer } = await running();
    answer.finish();
    await stream.rest();
    const response = await ada.get(`/api/chat/${id}/stream`);
    expect(response.status).toBe(204);
    expect(await response.text()).toBe("");
  });
});

describe("stop", () => {
  test("ends the answer, keeps its text, tells those who watch, and frees the chat", async () => {
    const { id, stream, answer } = await running();
    const response = await ada.post(`/api/chat/${id}/stop`);
    expect([response.status, await response.json()]).toEqual([200, { stopped: true }]);
    await answer.aborted;
    expect(await lastAnswer(id)).toMatchObject({ text: "One, two", metadata: { status: "stopped" } });
    await stream.rest();
    expect(stream.last("message-metadata")).toMatchObject({ messageMetadata: { status: "stopped" } });
    expect(stream.types.slice(-3)).toEqual(["text-end", "message-metadata", "abort"]);
    const next = await running(id, "more");
    next.answer.finish();
    await next.stream.rest();
    expect(next.answer.prompt).toContain("assistant: One, two");
  });

  test("is idempotent, and no error when nothing runs", async () => {
    const { id } = await running();
    const twice = await Promise.all([ada.post(`/api/chat/${id}/stop`), ada.post(`/api/chat/${id}/stop`)]);
    expect(twice.map(({ status }) => status)).toEqual([200, 200]);
    const third = await ada.post(`/api/chat/${id}/stop`);
    expect([third.status, await third.json()]).toEqual([200, { stopped: false }]);
    expect(await lastAnswer(id)).toMatchObject({ metadata: { status: "stopped" } });
  });

  test("does not wait for an engine that does not listen", async () => {
    world.provider.deaf = true;
    const { id } = await running();
    await ada.post(`/api/chat/${id}/stop`);
    expect(await lastAnswer(id)).toMatchObject({ text: "One, two", metadata: { status: "stopped" } });
  });

  test("before the first token leaves an empty, stopped answer", async () => {
    const id = randomUUID();
    const stream = new StreamReader(await ada.send(id, "Count"));
    await world.provider.nextAnswer();
    await ada.post(`/api/chat/${id}/stop`);
    await stream.rest();
    expect(stream.types).not.toContain("error");
    expect(await lastAnswer(id)).toMatchObject({ text: undefined, metadata: { status: "stopped" } });
  });
});

describe("an engine that fails", () => {
  const problemOf = (stream: StreamReader) => JSON.parse(String(stream.last("error")?.errorText)) as unknown;

  test("before the first token leaves a failed answer with the problem, and the chat usable", async () => {
    world.provider.refuseNext(problem("model_unavailable", "Alpha is gone.", { provider: "llamacpp" }));
    const id = randomUUID();
    const response = await ada.send(id, "Count");
    expect(response.status).toBe(200);
    const stream = await new StreamReader(response).rest();
    expect(stream.types).toEqual(["start", "data-model", "message-metadata", "error"]);
    expect(stream.done).toBe(true);
    expect(problemOf(stream)).toMatchObject({
      code: "model_unavailable",
      detail: "Alpha is gone.",
      provider: "llamacpp",
    });
    expect(await lastAnswer(id)).toMatchObject({
      text: undefined,
      metadata: { status: "failed", error: { code: "model_unavailable" } },
    });
    const next = await running(id);
    expect(next.answer.prompt).toEqual(["system: You are a helpful assistant.", "user: Count"]);
    next.answer.finish();
    await next.stream.rest();
  });

  test("with a secret in its error tells nobody of it", async () => {
    world.provider.refuseNext(new Error("401 for key sk-secret at http://10.0.0.7/v1"));
    const id = randomUUID();
    const stream = await new StreamReader(await ada.send(id, "Count")).rest();
    expect(JSON.stringify(stream.chunks)).not.toMatch(/sk-secret|10\.0\.0\.7/);
    expect(JSON.stringify(await ada.conversation(id))).not.toMatch(/sk-secret|10\.0\.0\.7/);
  });

  test("in mid-answer leaves the text so far as interrupted, and its stream has no finish", async () => {
    const { id, stream, answer } = await running();
    answer.fail(new TypeError("terminated"));
    await stream.rest();
    expect(stream.types.slice(-3)).toEqual(["text-end", "message-metadata", "error"]);
    expect(stream.types).not.toContain("finish");
    expect(stream.done).toBe(true);
    expect(stream.last("message-metadata")).toMatchObject({ messageMetadata: { status: "interrupted" } });
    expect(problemOf(stream)).toMatchObject({ code: "provider_failed", provider: "llamacpp" });
    expect(await lastAnswer(id)).toMatchObject({
      text: "One, two",
      metadata: { status: "interrupted", error: { code: "provider_failed" } },
    });
    const next = await running(id);
    next.answer.finish();
    await next.stream.rest();
  });

  test("by closing without a word is a cut, never a clean end", async () => {
    const { id, stream, answer } = await running();
    answer.finish("other");
    await stream.rest();
    expect(stream.types).not.toContain("finish");
    expect(await lastAnswer(id)).toMatchObject({ text: "One, two", metadata: { status: "interrupted" } });
  });
});

describe("a process that dies", () => {
  test("loses at most what it had not saved: the next one ends its answers as interrupted", async () => {
    const { id, answer } = await running();
    await untilSaved(id, "One, two");
    // As the next process finds it: a record of a pid that is gone, and nobody who writes.
    const live = liveAnswers().get(id);
    if (live) liveAnswers().remove(live);
    await world.database.generation.updateMany({ data: { processId: `${hostname()}:999999999:gone` } });
    expect(await reapGenerations()).toBe(1);
    expect(await lastAnswer(id)).toMatchObject({
      text: "One, two",
      metadata: { status: "interrupted", error: { code: "shutting_down" } },
    });
    expect(await reapGenerations()).toBe(0);
    const resumed = await ada.get(`/api/chat/${id}/stream`);
    expect(resumed.status).toBe(204);
    // A writer that comes back from the dead has lost.
    answer.say(", three");
    answer.finish();
    await live?.done;
    expect(await lastAnswer(id)).toMatchObject({ text: "One, two", metadata: { status: "interrupted" } });
  });

  test("on another host counts as gone when it has been silent for long", async () => {
    const { id, answer, stream } = await running();
    const live = liveAnswers().get(id);
    if (live) liveAnswers().remove(live);
    await world.database.generation.updateMany({ data: { processId: "elsewhere:1:x" } });
    expect(await reapGenerations()).toBe(0);
    expect(await reapGenerations(new Date(Date.now() + staleAfterMs + 1000))).toBe(1);
    expect(await lastAnswer(id)).toMatchObject({ metadata: { status: "interrupted" } });
    answer.finish();
    await stream.rest();
    expect(stream.types.slice(-2)).toEqual(["message-metadata", "abort"]);
  });

  test("is never taken for dead while it writes", async () => {
    const { answer, stream } = await running();
    const later = new Date(Date.now() + 10 * staleAfterMs);
    expect(await reapGenerations(later)).toBe(0);
    await beat(later);
    const generation = await world.database.generation.findFirstOrThrow();
    expect(generation.heartbeatAt).toEqual(later);
    answer.finish();
    await stream.rest();
    expect(stream.last("finish")).toMatchObject({ messageMetadata: { status: "completed" } });
  });

  test("can be stopped by another one: its writer finds out and falls silent", async () => {
    const { id, answer, stream } = await running();
    await untilSaved(id, "One, two");
    const live = liveAnswers().get(id);
    if (live) liveAnswers().remove(live);
    expect(await (await ada.post(`/api/chat/${id}/stop`)).json()).toEqual({ stopped: true });
    answer.say(", three");
    await answer.aborted;
    await stream.rest();
    expect(stream.types).not.toContain("finish");
    expect(await lastAnswer(id)).toMatchObject({ text: "One, two", metadata: { status: "stopped" } });
  });
});

describe("the drain at the end of the process", () => {
  test("lets a running answer finish and refuses new ones", async () => {
    const { id, stream, answer } = await running();
    const drained = drainGenerations({ deadlineMs: 60_000 });
    const refused = await ada.send(randomUUID(), "Hello");
    expect(refused.status).toBe(503);
    expect(refused.headers.get("retry-after")).toBe("5");
    expect(await refused.json()).toMatchObject({ code: "shutting_down" });
    answer.say(", three");
    answer.finish();
    expect(await drained).toEqual({ cut: 0 });
    await stream.rest();
    expect(await lastAnswer(id)).toMatchObject({
      text: "One, two, three",
      metadata: { status: "completed" },
    });
  });

  test("saves what is left at the deadline as interrupted", async () => {
    const { id, stream } = await running();
    expect(await drainGenerations({ deadlineMs: 0 })).toEqual({ cut: 1 });
    expect(await lastAnswer(id)).toMatchObject({
      text: "One, two",
      metadata: { status: "interrupted", error: { code: "shutting_down" } },
    });
    await stream.rest();
    expect(stream.types.slice(-2)).toEqual(["message-metadata", "error"]);
  });

  test("ends at once when nothing runs", async () => {
    expect(await drainGenerations({ deadlineMs: 60_000 })).toEqual({ cut: 0 });
  });
});

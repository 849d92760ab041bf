import { randomUUID } from "node:crypto";
import {
  textOf,
  type ConversationAnswer,
  type Problem,
  type StoredMessage,
} from "@/tests/e2e/harness/api-types";
import { readParts, summarize, type HttpClient, type StreamPart } from "@/tests/e2e/harness/http-client";
import { expect, newAccount, test } from "@/tests/e2e/harness/http-fixtures";
import { alpha, beta, mostTokens, slow } from "@/tests/e2e/harness/models";

const onAlpha = { provider: "llamacpp", model: alpha };
const onSlow = { provider: "llamacpp", model: slow };
const onBeta = { provider: "llamacpp", model: beta };

const read = (client: HttpClient, id: string) => client.get<ConversationAnswer>(`/api/conversations/${id}`);
const answerOf = (messages: StoredMessage[]) => messages.filter(({ role }) => role === "assistant").at(-1);

/** Reads until the first words are there; the rest is still to come. */
async function untilText(stream: AsyncGenerator<StreamPart>): Promise<StreamPart[]> {
  const parts: StreamPart[] = [];
  for (;;) {
    const { value, done } = await stream.next();
    if (done) throw new Error(`the answer ended without text: ${JSON.stringify(parts)}`);
    parts.push(value);
    if (value.type === "text-delta") return parts;
  }
}

async function rest(stream: AsyncGenerator<StreamPart>, parts: StreamPart[] = []): Promise<StreamPart[]> {
  for await (const part of stream) parts.push(part);
  return parts;
}

test("an answer streams in parts and is stored as it was sent, with the model that gave it", async ({
  user,
}) => {
  await user.post("/api/models/switch", onSlow);
  const id = randomUUID();
  const messageId = randomUUID();
  const answer = await user.ask({ conversationId: id, text: "Hello there", messageId });
  expect(answer.parts.filter(({ type }) => type === "text-delta").length).toBeGreaterThan(10);
  expect(answer.finished).toBe(true);
  expect(answer.metadata).toMatchObject({
    requested: onSlow,
    served: onSlow,
    status: "completed",
    usage: { inputTokens: expect.any(Number), outputTokens: mostTokens[slow] },
    finishReason: "length",
    timings: { firstTokenMs: expect.any(Number), tokensPerSecond: expect.any(Number) },
  });

  const { conversation, messages } = await read(user, id);
  expect(conversation.selection).toMatchObject({ ...onSlow, source: "conversation" });
  expect(messages.map(({ role }) => role)).toEqual(["user", "assistant"]);
  expect(messages[0]).toMatchObject({ id: messageId });
  expect(textOf(messages[0])).toBe("Hello there");
  expect(textOf(messages[1])).toBe(answer.text);
  expect(messages[1]?.metadata).toMatchObject({ served: onSlow, status: "completed" });
});

test("a repeated message id and a second message during an answer are refused, and nothing is stored twice", async ({
  user,
}) => {
  await user.post("/api/models/switch", onSlow);
  const id = randomUUID();
  const messageId = randomUUID();
  const stream = user.chat({ conversationId: id, text: "Tell me a story", messageId });
  const parts = await untilText(stream);
  const message = (text: string, own = randomUUID()) => ({
    id,
    message: { id: own, role: "user", parts: [{ type: "text", text }] },
  });
  expect(await user.send<Problem>("POST", "/api/chat", message("Another"))).toMatchObject({
    status: 409,
    body: { code: "answer_running" },
  });
  await user.send("POST", `/api/chat/${id}/stop`);
  await rest(stream, parts);
  expect(await user.send<Problem>("POST", "/api/chat", message("Again", messageId))).toMatchObject({
    status: 409,
    body: { code: "duplicate_message" },
  });
  expect((await read(user, id)).messages).toHaveLength(2);
});

test("stop ends the answer and keeps its text", async ({ user }) => {
  await user.post("/api/models/switch", onSlow);
  const id = randomUUID();
  const stream = user.chat({ conversationId: id, text: "Tell me a story" });
  const parts = await untilText(stream);
  await user.send("POST", `/api/chat/${id}/stop`);
  const answer = summarize(await rest(stream, parts));
  const stored = answerOf((await read(user, id)).messages);
  expect(stored?.metadata?.status).toBe("stopped");
  expect(textOf(stored)).toBe(answer.text);
  expect(answer.text.length).toBeGreaterThan(0);
});

test("a lost connection lets the answer finish, and another one can watch it from its start", async ({
  user,
}) => {
  await user.post("/api/models/switch", onSlow);
  const id = randomUUID();
  const hangUp = new AbortController();
  const stream = user.chat({ conversationId: id, text: "Tell me a story", signal: hangUp.signal });
  await untilText(stream);
  hangUp.abort();

  const resumed = await user.fetch(`/api/chat/${id}/stream`);
  expect(resumed.status).toBe(200);
  expect(resumed.headers.get("content-encoding"), "tokens are not compressed one by one").toBeNull();
  const answer = summarize(await rest(readParts(resumed)));
  const stored = answerOf((await read(user, id)).messages);
  expect(stored?.metadata?.status).toBe("completed");
  expect(answer.text).toBe(textOf(stored));
  expect((await user.fetch(`/api/chat/${id}/stream`)).status).toBe(204);
});

test("regenerating replaces the answer and keeps the question", async ({ user }) => {
  const id = randomUUID();
  await user.ask({ conversationId: id, text: "Hello" });
  const first = answerOf((await read(user, id)).messages);
  const response = await user.fetch("/api/chat", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ id, trigger: "regenerate-message", messageId: first?.id, model: onBeta }),
  });
  expect(response.status).toBe(200);
  const answer = summarize(await rest(readParts(response)));
  const { messages } = await read(user, id);
  expect(messages.map(({ role }) => role)).toEqual(["user", "assistant"]);
  expect(textOf(messages[1])).toBe(answer.text);
  expect(messages[1]?.metadata).toMatchObject({ served: onBeta });
});

test("a switch during an answer lets it finish on its model; the next message uses the new one", async ({
  user,
}) => {
  await user.post("/api/models/switch", onSlow);
  const id = randomUUID();
  const stream = user.chat({ conversationId: id, text: "Tell me a long story" });
  const parts = await untilText(stream);
  const switched = await user.post("/api/models/switch", { ...onBeta, conversationId: id });
  expect(switched).toMatchObject({ state: "active" });
  expect((await read(user, id)).messages.at(-1)?.metadata?.status, "it was still writing").toBe("running");

  const first = summarize(await rest(stream, parts));
  expect(first.finished).toBe(true);
  expect(first.metadata).toMatchObject({ served: onSlow, status: "completed" });
  const second = await user.ask({ conversationId: id, text: "And now?" });
  expect(second.error).toBeNull();
  expect(second.metadata).toMatchObject({ requested: onBeta, served: onBeta, status: "completed" });

  const { messages } = await read(user, id);
  expect(messages.filter(({ role }) => role === "assistant").map(({ metadata }) => metadata?.served)).toEqual(
    [onSlow, onBeta],
  );
});

test("several conversations are answered at the same time, also by two models", async ({ site, user }) => {
  const other = await site.signedIn(await site.createUser(newAccount("Otto Other")));
  await user.post("/api/models/switch", onAlpha);
  await other.post("/api/models/switch", onBeta);
  const streams = [user, user, other, other].map((client) =>
    client.chat({ conversationId: randomUUID(), text: "Tell me a story" }),
  );
  const begun = await Promise.all(streams.map(untilText));
  const answers = await Promise.all(streams.map((stream, index) => rest(stream, begun[index])));
  expect(answers.map((parts) => summarize(parts).metadata["served"])).toEqual([
    onAlpha,
    onAlpha,
    onBeta,
    onBeta,
  ]);
  expect(answers.every((parts) => summarize(parts).finished)).toBe(true);
});

test("conversations are listed, renamed, exported and deleted by their owner only", async ({
  site,
  user,
}) => {
  const id = randomUUID();
  await user.ask({ conversationId: id, text: "Hello" });
  await user.patch(`/api/conversations/${id}`, { title: "My chat" });
  const { items } = await user.get<{ items: { id: string; title: string }[] }>("/api/conversations?query=my");
  expect(items).toEqual([expect.objectContaining({ id, title: "My chat" })]);
  expect((await user.send("GET", `/api/conversations/${id}/export?format=md`)).body).toContain("Hello");

  const other = await site.signedIn(await site.createUser(newAccount("Otto Other")));
  const missing = await other.send<Problem>("GET", `/api/conversations/${randomUUID()}`);
  for (const [method, path] of [
    ["GET", ""],
    ["PATCH", ""],
    ["DELETE", ""],
    ["GET", "/export?format=json"],
  ] as const) {
    const answer = await other.send<Problem>(
      method,
      `/api/conversations/${id}${path}`,
      method === "PATCH" ? { title: "Mine" } : undefined,
    );
    expect(answer, `${method} ${path}`).toMatchObject({ status: 404, body: { code: "not_found" } });
    expect({ ...answer.body, requestId: "" }).toEqual({ ...missing.body, requestId: "" });
  }
  expect((await user.send("DELETE", `/api/conversations/${id}`)).status).toBe(204);
  expect((await user.send("GET", `/api/conversations/${id}`)).status).toBe(404);
});

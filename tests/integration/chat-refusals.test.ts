import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { catalogue } from "@/lib/providers/catalogue";
import { setQuotas } from "@/lib/limits/take";
import { type Chatter, createChatWorld, StreamReader, userMessage } from "@/tests/factories/conversation";
import { TestClient } from "@/tests/setup/client";

let world: Awaited<ReturnType<typeof createChatWorld>>;
let ada: Chatter;
beforeEach(async () => {
  world = await createChatWorld();
  ada = await world.signIn();
});

/** Checks a refusal, and that it left nothing behind. */
async function expectRefused(
  response: Response,
  status: number,
  members: Record<string, unknown>,
  stored = 0,
) {
  expect({ status: response.status, type: response.headers.get("content-type") }).toEqual({
    status,
    type: "application/problem+json",
  });
  const body = (await response.json()) as Record<string, unknown>;
  expect(body).toMatchObject({ ...members, status, requestId: response.headers.get("x-request-id") });
  expect(await world.database.message.count()).toBe(stored);
  expect(await world.database.generation.count({ where: { state: "running" } })).toBe(0);
  return body;
}

async function answered(who: Chatter, id: string, text = "Hello", messageId?: string) {
  const stream = new StreamReader(await who.send(id, text, {}, messageId));
  const answer = await world.provider.nextAnswer();
  answer.say("Hi");
  answer.finish();
  return stream.rest();
}

test("nobody chats without a session", async () => {
  const response = await new TestClient().post("/api/chat", {
    id: randomUUID(),
    message: userMessage("Hello"),
  });
  await expectRefused(response, 401, { code: "sign_in_required" });
});

test("a message from another site's page is refused", async () => {
  const client = await ada.client();
  const body = { id: randomUUID(), message: userMessage("Hello") };
  await expectRefused(await client.post("/api/chat", body, { origin: "https://evil.example" }), 403, {
    code: "bad_origin",
  });
});

test.each([
  ["an unknown field", { message: userMessage("x"), temperature: 2 }, "temperature"],
  ["no message", {}, "message"],
  ["a message without text", { message: userMessage(" \n ") }, "message.parts"],
  ["a message of another role", { message: { ...userMessage("x"), role: "system" } }, "message.role"],
  [
    "a file",
    { message: { id: "1", role: "user", parts: [{ type: "file", url: "data:," }] } },
    "message.parts.0",
  ],
  ["a history without a user in it", { messages: [{ id: "1", role: "assistant", parts: [] }] }, "messages"],
  [
    "a broken last message of a history",
    { messages: [{ id: "1", role: "user", parts: "x" }] },
    "messages.0.parts",
  ],
  ["an unknown trigger", { message: userMessage("x"), trigger: "resume" }, "trigger"],
  ["a message with a regeneration", { message: userMessage("x"), trigger: "regenerate-message" }, "message"],
  [
    "extra fields in the model",
    { message: userMessage("x"), model: { provider: "llamacpp", model: "a", tier: "pro" } },
    "model",
  ],
])("%s is an invalid request, and says where", async (_name, body, path) => {
  const response = await ada.post("/api/chat", { id: randomUUID(), ...body });
  const { issues } = await expectRefused(response, 400, { code: "invalid_request" });
  expect(
    (issues as { path: string; message: string }[]).map((issue) => `${issue.path} ${issue.message}`).join(),
  ).toContain(path);
});

test("rubbish instead of JSON is an invalid request, another type is not read", async () => {
  const client = await ada.client();
  const headers = { "content-type": "application/json" };
  await expectRefused(await client.post("/api/chat", undefined, { body: "{rubbish", headers }), 400, {
    code: "invalid_request",
  });
  await expectRefused(await client.post("/api/chat", undefined, { body: "hello" }), 415, {
    code: "unsupported_media",
  });
});

test("a message of 2 MB is too large", async () => {
  await expectRefused(await ada.send(randomUUID(), "x".repeat(2 * 1024 * 1024)), 413, { code: "too_large" });
});

test("a message that can not fit even alone is refused with what is needed and what there is", async () => {
  await expectRefused(await ada.send(randomUUID(), "word ".repeat(5000)), 409, {
    code: "incompatible_conversation",
    reasons: [{ kind: "context_window", needed: expect.any(Number), available: 2048 }],
  });
  expect(await world.database.conversation.count()).toBe(0);
});

test("an unknown id that is no UUID is not found; a fresh UUID makes a chat", async () => {
  await expectRefused(await ada.send("my-chat", "Hello"), 404, { code: "not_found" });
  const id = randomUUID();
  await expectRefused(await ada.post("/api/chat", { id, trigger: "regenerate-message" }), 404, {
    code: "not_found",
  });
  await answered(ada, id);
  expect((await ada.conversation(id)).conversation.id).toBe(id);
});

test("another user's chat is indistinguishable from a missing one", async () => {
  const id = randomUUID();
  await answered(ada, id);
  const eve = await world.signIn();
  const missing = await expectRefused(await eve.send("missing", "Hello"), 404, { code: "not_found" }, 2);
  const comparable = (body: Record<string, unknown>) => ({ ...body, requestId: "" });
  for (const response of [
    await eve.send(id, "Hello"),
    await eve.post("/api/chat", { id, trigger: "regenerate-message" }),
    await eve.get(`/api/chat/${id}/stream`),
    await eve.post(`/api/chat/${id}/stop`),
    await eve.get(`/api/conversations/${id}`),
  ])
    expect(comparable(await expectRefused(response, 404, { code: "not_found" }, 2))).toEqual(
      comparable(missing),
    );
});

test("a message id is used once in a chat", async () => {
  const id = randomUUID();
  await answered(ada, id, "Hello", "message-1");
  await expectRefused(await ada.send(id, "Hello", {}, "message-1"), 409, { code: "duplicate_message" }, 2);
  await answered(ada, randomUUID(), "Hello", "message-1");
});

test("while an answer runs, the next message and a regeneration wait their turn", async () => {
  const id = randomUUID();
  const stream = new StreamReader(await ada.send(id, "Hello"));
  const answer = await world.provider.nextAnswer();
  answer.say("Hi");
  for (const response of [
    await ada.send(id, "And?"),
    await ada.post("/api/chat", { id, trigger: "regenerate-message" }),
  ]) {
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ code: "answer_running" });
  }
  answer.finish();
  await stream.rest();
  expect(await world.database.message.count()).toBe(2);
});

test("of a double click and a second tab at the same moment exactly one gets an answer", async () => {
  const id = randomUUID();
  const click = randomUUID();
  const sends = [click, click, randomUUID(), randomUUID()].map((messageId) =>
    ada.send(id, "Hello", {}, messageId),
  );
  const responses = await Promise.all(sends);
  expect(responses.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409]);
  const winner = responses.find(({ status }) => status === 200);
  (await world.provider.nextAnswer()).finish();
  if (winner) await new StreamReader(winner).rest();
  expect(world.provider.calls).toBe(1);
  expect(await world.database.message.count()).toBe(2);
  expect(await world.database.generation.count()).toBe(1);
});

test("a locked model that is named is refused with what helps", async () => {
  await world.database.modelProfile.updateMany({ where: { modelId: "beta.gguf" }, data: { tierId: "pro" } });
  const model = { provider: "llamacpp", model: "beta.gguf" };
  await expectRefused(await ada.send(randomUUID(), "Hello", { model }), 403, {
    code: "tier_locked",
    requiredTier: "pro",
    currentTier: "standard",
    alternatives: [expect.objectContaining({ model: "alpha.gguf" })],
  });
});

test.each([
  ["no such model", "nothing.gguf"],
  ["a path", "../../etc/passwd"],
])("%s is not found", async (_name, model) => {
  const response = await ada.send(randomUUID(), "Hello", { model: { provider: "llamacpp", model } });
  await expectRefused(response, 404, { code: "not_found" });
});

test("an unknown provider is not found", async () => {
  const response = await ada.send(randomUUID(), "Hello", {
    model: { provider: "nowhere", model: "alpha.gguf" },
  });
  await expectRefused(response, 404, { code: "not_found" });
});

test("a provider that is known to be down refuses before anything is stored", async () => {
  world.provider.status = "down";
  await catalogue().refresh("llamacpp");
  await expectRefused(await ada.send(randomUUID(), "Hello"), 503, {
    code: "model_unavailable",
    provider: "llamacpp",
  });
  expect(world.provider.calls).toBe(0);
});

test("a site without a model says so", async () => {
  world.provider.models = [];
  await world.database.modelProfile.deleteMany();
  await catalogue().refresh("llamacpp");
  await expectRefused(await ada.send(randomUUID(), "Hello"), 503, { code: "model_unavailable" });
});

test("the limit of chat is told on every answer and refuses with the time to wait", async () => {
  setQuotas({ "chat.user": 1 });
  const id = randomUUID();
  const first = await ada.send(id, "Hello");
  expect(first.headers.get("ratelimit-policy")).toBe('"chat";q=1;w=60');
  (await world.provider.nextAnswer()).finish();
  await new StreamReader(first).rest();
  const second = await ada.send(id, "Again");
  expect(Number(second.headers.get("retry-after"))).toBeGreaterThan(0);
  await expectRefused(second, 429, { code: "rate_limited", policy: "chat" }, 2);
});

test("other methods are not allowed", async () => {
  const response = await ada.get("/api/chat");
  await expectRefused(response, 405, { code: "method_not_allowed" });
});

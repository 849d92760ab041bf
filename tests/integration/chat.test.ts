import { randomUUID } from "node:crypto";
import { Chat } from "@ai-sdk/react";
import { DefaultChatTransport, type UIMessage } from "ai";
import { beforeEach, describe, expect, test } from "vitest";
import { MessageMetadata } from "@/lib/contract/chat";
import { problem } from "@/lib/errors";
import { type Chatter, createChatWorld, StreamReader, userMessage } from "@/tests/factories/conversation";

let world: Awaited<ReturnType<typeof createChatWorld>>;
let ada: Chatter;
beforeEach(async () => {
  world = await createChatWorld();
  ada = await world.signIn();
});

const alpha = { provider: "llamacpp", model: "alpha.gguf" };
const beta = { provider: "llamacpp", model: "beta.gguf" };

describe("an answer", () => {
  test("streams in the AI SDK's protocol and says from start to finish which model gives it", async () => {
    const id = randomUUID();
    const response = await ada.send(id, "Hello");
    expect(response.status).toBe(200);
    expect(response.headers.get("x-vercel-ai-ui-message-stream")).toBe("v1");
    const stream = new StreamReader(response);
    expect(await stream.until("start")).toMatchObject({
      messageMetadata: {
        requested: alpha,
        served: alpha,
        servedName: "Alpha",
        servedTier: "standard",
        status: "running",
      },
    });
    const answer = await world.provider.nextAnswer();
    answer.say("Good ", "day");
    await stream.untilText("Good day");
    answer.finish();
    await stream.rest();
    expect(stream.types.filter((type) => !type.startsWith("text-delta"))).toEqual([
      "start",
      "data-model",
      "text-start",
      "text-end",
      "finish",
    ]);
    expect(stream.done).toBe(true);
    const finish = stream.last("finish");
    expect(finish).toMatchObject({
      finishReason: "stop",
      messageMetadata: {
        requested: alpha,
        served: alpha,
        status: "completed",
        usage: { inputTokens: 11, outputTokens: 7, totalTokens: 18 },
        requestId: response.headers.get("x-request-id"),
      },
    });
    const { timings } = MessageMetadata.parse(finish?.messageMetadata);
    expect(timings).toMatchObject({ queueMs: 0, loadMs: 0 });
    expect(timings?.firstTokenMs).toBeGreaterThanOrEqual(0);
  });

  test("stands in the database when its stream has finished, with the metadata that was streamed", async () => {
    const id = randomUUID();
    const stream = new StreamReader(
      await ada.send(id, "What is a switchyard, and who works there on a Sunday in winter?"),
    );
    const answer = await world.provider.nextAnswer();
    answer.say("A place.");
    answer.finish("length", { queueMs: 12, loadMs: 340 });
    const finish = await stream.until("finish");
    const { conversation, messages } = await ada.conversation(id);
    expect(conversation.title).toBe("What is a switchyard, and who works there on a Sunday in…");
    expect(conversation.selection).toMatchObject({ ...alpha, source: "conversation" });
    expect(messages.map(({ role, parts }) => [role, parts[0]?.text])).toEqual([
      ["user", "What is a switchyard, and who works there on a Sunday in winter?"],
      ["assistant", "A place."],
    ]);
    expect(messages[1]?.id).toBe(stream.last("start")?.messageId);
    expect(messages[1]?.metadata).toEqual(finish.messageMetadata);
    expect(messages[1]?.metadata).toMatchObject({
      status: "completed",
      finishReason: "length",
      timings: { queueMs: 12, loadMs: 340 },
    });
  });

  test("is asked for with the system prompt, the history from the database, and the profile's limits", async () => {
    await world.database.modelProfile.updateMany({
      where: { modelId: "alpha.gguf" },
      data: { systemPrompt: "You are a pirate.", temperature: 0.2, maxTokens: 77 },
    });
    const id = randomUUID();
    const first = new StreamReader(await ada.send(id, "One"));
    const answer = await world.provider.nextAnswer();
    expect(answer.prompt).toEqual(["system: You are a pirate.", "user: One"]);
    expect(answer.options).toMatchObject({ temperature: 0.2, maxOutputTokens: 77 });
    expect(answer.asked).toMatchObject({ fairnessKey: ada.actor.id, sessionKey: id });
    answer.think("hm");
    answer.say("Aye");
    answer.finish();
    await first.rest();
    expect(first.types).toContain("reasoning-delta");
    // A stock transport sends a history of its own making: only its last user message counts.
    const response = await ada.post("/api/chat", {
      id,
      messages: [
        userMessage("forged"),
        { id: "x", role: "assistant", parts: [{ type: "text", text: "lies" }] },
        userMessage("Two"),
      ],
      trigger: "submit-message",
    });
    const second = await world.provider.nextAnswer();
    expect(second.prompt).toEqual(["system: You are a pirate.", "user: One", "assistant: Aye", "user: Two"]);
    second.finish();
    await new StreamReader(response).rest();
  });

  test("has an honest system prompt and 1,024 tokens where the profile says nothing", async () => {
    const stream = new StreamReader(await ada.send(randomUUID(), "One"));
    const answer = await world.provider.nextAnswer();
    expect(answer.prompt[0]).toBe("system: You are a helpful assistant.");
    expect(answer.options.maxOutputTokens).toBe(1024);
    answer.finish();
    await stream.rest();
  });

  test("tells of its place in line and of the load, and how long both took", async () => {
    const stream = new StreamReader(await ada.send(randomUUID(), "Hello"));
    const answer = await world.provider.nextAnswer();
    world.provider.tell(answer.asked.ticket, { position: 2, etaMs: 4000, etaP90Ms: 9000 });
    expect(await stream.until("data-queue")).toMatchObject({
      data: { position: 2, etaMs: 4000, etaP90Ms: 9000 },
      transient: true,
    });
    world.provider.tell(answer.asked.ticket, { progress: 0.5, etaMs: 900 });
    answer.say("Hi");
    await stream.untilText("Hi");
    expect(stream.last("data-queue")).toMatchObject({ data: { position: 0, progress: 0.5, etaMs: 900 } });
    answer.finish();
    await stream.rest();
  });

  test("from another model for once leaves the selection as it is", async () => {
    const id = randomUUID();
    const stream = new StreamReader(await ada.send(id, "Hello", { model: beta }));
    const answer = await world.provider.nextAnswer();
    answer.say("Hi");
    answer.finish();
    await stream.rest();
    const { conversation, messages } = await ada.conversation(id);
    expect(messages[1]?.metadata).toMatchObject({ requested: beta, served: beta, servedName: "Beta" });
    expect(conversation.selection).toMatchObject(alpha);
  });

  test("goes on with the model it began with when the selection changes, the next one takes the new", async () => {
    const id = randomUUID();
    const stream = new StreamReader(await ada.send(id, "One"));
    const answer = await world.provider.nextAnswer();
    answer.say("still ");
    await world.database.conversation.update({
      where: { id },
      data: { model: "beta.gguf", profileId: null },
    });
    answer.say("alpha");
    answer.finish();
    await stream.rest();
    expect(stream.last("finish")).toMatchObject({ messageMetadata: { served: alpha } });
    const next = new StreamReader(await ada.send(id, "Two"));
    (await world.provider.nextAnswer()).finish();
    await next.rest();
    expect(next.last("finish")).toMatchObject({ messageMetadata: { served: beta } });
  });

  test("of a locked selection comes from what the account allows, and says so", async () => {
    await world.database.modelProfile.updateMany({
      where: { modelId: "beta.gguf" },
      data: { tierId: "pro" },
    });
    await world.database.userSettings.update({
      where: { userId: ada.actor.id },
      data: { activeProvider: "llamacpp", activeModel: "beta.gguf", activeTier: "pro" },
    });
    const stream = new StreamReader(await ada.send(randomUUID(), "Hello"));
    (await world.provider.nextAnswer()).finish();
    await stream.rest();
    expect(stream.last("data-notice")).toMatchObject({ data: { text: expect.stringContaining("Alpha") } });
    expect(stream.last("finish")).toMatchObject({
      messageMetadata: { requested: beta, served: alpha, reason: "tier_locked" },
    });
  });
});

describe("a long conversation", () => {
  test("is trimmed from its oldest turns, says so, and loses nothing in the database", async () => {
    const id = randomUUID();
    const long = "words ".repeat(400);
    for (const text of [`1 ${long}`, `2 ${long}`]) {
      const stream = new StreamReader(await ada.send(id, text));
      const answer = await world.provider.nextAnswer();
      answer.say("ok");
      answer.finish();
      await stream.rest();
    }
    const stream = new StreamReader(await ada.send(id, "3"));
    const answer = await world.provider.nextAnswer();
    expect(answer.prompt.map((line) => line.slice(0, 13))).toEqual([
      "system: You a",
      "user: 2 words",
      "assistant: ok",
      "user: 3",
    ]);
    answer.say("short");
    answer.finish();
    await stream.rest();
    expect(stream.last("data-notice")).toMatchObject({
      data: { text: expect.stringContaining("2 oldest messages") },
    });
    const { messages } = await ada.conversation(id);
    expect(messages).toHaveLength(6);
    expect(messages.at(-1)?.parts.map(({ type }) => type)).toEqual(["text", "data-notice"]);
  });
});

describe("another answer in place of the last one", () => {
  async function answered(id: string) {
    const stream = new StreamReader(await ada.send(id, "Question"));
    const answer = await world.provider.nextAnswer();
    answer.say("first try");
    answer.finish();
    await stream.rest();
    return String(stream.last("start")?.messageId);
  }

  test("replaces it in the chat and in the prompt; it is not lost", async () => {
    const id = randomUUID();
    const messageId = await answered(id);
    const response = await ada.post("/api/chat", {
      id,
      trigger: "regenerate-message",
      messageId,
      model: beta,
    });
    const answer = await world.provider.nextAnswer();
    expect(answer.prompt).toEqual(["system: You are a helpful assistant.", "user: Question"]);
    answer.say("second try");
    answer.finish();
    await new StreamReader(response).rest();
    const { messages } = await ada.conversation(id);
    expect(messages.map(({ parts }) => parts[0]?.text)).toEqual(["Question", "second try"]);
    expect(await world.database.message.findFirst({ where: { id: messageId } })).toMatchObject({
      replacedAt: expect.any(Date),
    });
    const old = await ada.post("/api/chat", { id, trigger: "regenerate-message", messageId });
    expect(old.status).toBe(400);
  });

  test("that fails leaves the old answer standing, and can be tried again", async () => {
    const id = randomUUID();
    const messageId = await answered(id);
    world.provider.refuseNext(problem("model_unavailable", "Alpha is gone.", { provider: "llamacpp" }));
    const failing = await ada.post("/api/chat", { id, trigger: "regenerate-message", messageId });
    const failed = await new StreamReader(failing).rest();
    expect(failed.types).toContain("error");
    const texts = async () => (await ada.conversation(id)).messages.map(({ parts }) => parts[0]?.text);
    expect(await texts()).toEqual(["Question", "first try"]);
    const again = await ada.post("/api/chat", {
      id,
      trigger: "regenerate-message",
      messageId: String(failed.last("start")?.messageId),
    });
    const answer = await world.provider.nextAnswer();
    answer.say("second try");
    answer.finish();
    await new StreamReader(again).rest();
    expect(await texts()).toEqual(["Question", "second try"]);
  });

  test("is possible for the last one only", async () => {
    const id = randomUUID();
    const messageId = await answered(id);
    await answered(id);
    const response = await ada.post("/api/chat", { id, trigger: "regenerate-message", messageId });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "invalid_request", issues: [{ path: "messageId" }] });
    expect(world.provider.calls).toBe(2);
  });
});

describe("the stock client", () => {
  const stockChat = async (id: string, messages: UIMessage[] = []) => {
    const client = await ada.client();
    let connect = () => {};
    const connected = new Promise<void>((resolve) => (connect = resolve));
    const fetch = async (url: RequestInfo | URL, init?: RequestInit) => {
      const response = await client.send(String(url), {
        method: init?.method ?? "GET",
        body: init?.body ?? undefined,
        headers: Object.fromEntries(new Headers(init?.headers)),
      });
      connect();
      return response;
    };
    const chat = new Chat({ id, messages, transport: new DefaultChatTransport({ fetch }) });
    return Object.assign(chat, { connected });
  };
  const textOf = (chat: Chat<UIMessage>) =>
    chat.messages.map(({ parts }) => parts.map((part) => (part.type === "text" ? part.text : "")).join(""));

  test("sends, regenerates, and keeps the metadata", async () => {
    const chat = await stockChat(randomUUID());
    const sent = chat.sendMessage({ text: "Hello" });
    const answer = await world.provider.nextAnswer();
    answer.say("Hi");
    answer.finish();
    await sent;
    expect(textOf(chat)).toEqual(["Hello", "Hi"]);
    expect(chat.messages[1]?.metadata).toMatchObject({ status: "completed", served: alpha });
    const again = chat.regenerate();
    const second = await world.provider.nextAnswer();
    second.say("Hey");
    second.finish();
    await again;
    expect(chat.error).toBeUndefined();
    expect(textOf(chat)).toEqual(["Hello", "Hey"]);
  });

  test("reloaded in mid-answer sees the text once, also in two tabs", async () => {
    const id = randomUUID();
    const stream = new StreamReader(await ada.send(id, "Hello"));
    const answer = await world.provider.nextAnswer();
    answer.say("One, ", "two, ");
    await stream.untilText("One, two, ");
    await stream.leave();
    const tabs = await Promise.all(
      [1, 2].map(async () => stockChat(id, (await ada.conversation(id)).messages as UIMessage[])),
    );
    const resumed = tabs.map((tab) => tab.resumeStream());
    await Promise.all(tabs.map((tab) => tab.connected));
    answer.say("three");
    answer.finish();
    await Promise.all(resumed);
    for (const tab of tabs) {
      expect(tab.error).toBeUndefined();
      expect(textOf(tab)).toEqual(["Hello", "One, two, three"]);
      expect(tab.messages[1]?.metadata).toMatchObject({ status: "completed" });
    }
  });
});

import { beforeEach, describe, expect, test } from "vitest";
import { SwitchRecord } from "@/lib/contract/models";
import type { SiteEvent } from "@/lib/contract/events";
import { catalogue } from "@/lib/providers/catalogue";
import { events } from "@/lib/events/bus";
import { problem } from "@/lib/errors";
import { type Chatter, createChatWorld, StreamReader } from "@/tests/factories/conversation";
import type { TestAnswer } from "@/tests/factories/language-model";

const url = "/api/models/switch";
const capabilities = { images: false, tools: false, embeddings: false };
let world: Awaited<ReturnType<typeof createChatWorld>>;
let ada: Chatter;

beforeEach(async () => {
  world = await createChatWorld();
  world.provider.models = [
    { id: "alpha.gguf", displayName: "Alpha", status: "ready", contextLength: 8192, capabilities },
    { id: "small.gguf", displayName: "Small", status: "ready", contextLength: 512, capabilities },
    { id: "cold.gguf", displayName: "Cold", status: "cold", contextLength: 512, capabilities },
  ];
  await catalogue().refresh("llamacpp");
  ada = await world.signIn();
});

type Json = Record<string, unknown> & {
  switchId: string;
  selection: { model: string };
  conversationId: string;
};
const json = async (response: Response | Promise<Response>) => (await (await response).json()) as Json;
const to = (model: string, conversationId: string, more: object = {}) => ({
  provider: "llamacpp",
  model,
  conversationId,
  ...more,
});
const switchTo = (model: string, id: string, more: object = {}) => ada.post(url, to(model, id, more));
const selected = async (id: string) => (await json(ada.get(`/api/models?conversationId=${id}`))).selection;
const outcomes = async () =>
  (
    await world.database.auditEvent.findMany({ where: { action: "model.switch" }, orderBy: { seq: "asc" } })
  ).map(({ outcome }) => outcome);

/** Sends, and lets the model answer. @returns what the model was asked */
async function say(id: string, text: string, answer = "Yes."): Promise<TestAnswer> {
  const stream = new StreamReader(await ada.send(id, text));
  const asked = await world.provider.nextAnswer();
  asked.say(answer);
  asked.finish();
  await stream.rest();
  return asked;
}

/** A chat with so many questions and answers of 400 characters each, which Alpha has read. */
async function chat(pairs: number): Promise<string> {
  const id = crypto.randomUUID();
  for (let n = 1; n <= pairs; n++)
    await say(id, `Question ${n}. ${"x".repeat(380)}`, `Answer ${n}. ${"y".repeat(380)}`);
  return id;
}

describe("the check before the commit", () => {
  test("says with numbers and choices what does not fit; nothing changes, nothing is asked of a model", async () => {
    const id = await chat(3);
    const { calls } = world.provider;
    const response = await switchTo("small.gguf", id);
    expect(response.status).toBe(409);
    expect(await json(response)).toMatchObject({
      code: "incompatible_conversation",
      reasons: [{ kind: "context_window", needed: expect.any(Number), available: 512 }],
      choices: ["trim", "summarize", "new_chat", "keep"],
      current: { model: "alpha.gguf" },
    });
    expect(await selected(id)).toMatchObject({ model: "alpha.gguf" });
    expect(world.provider.calls).toBe(calls);
    expect(await outcomes()).toEqual(["incompatible"]);
  });

  test("counts with the tokenizer of a model that is loaded, and believes it", async () => {
    const id = await chat(3);
    world.provider.countTokens = async (model, messages) => {
      expect(model).toBe("small.gguf");
      expect(messages.map(({ role }) => role)).toEqual([
        "system",
        ...Array(3).fill(["user", "assistant"]).flat(),
      ]);
      return 448;
    };
    expect((await switchTo("small.gguf", id)).status).toBe(200);
    world.provider.countTokens = async () => 449;
    await switchTo("alpha.gguf", id);
    expect(await json(switchTo("small.gguf", id))).toMatchObject({
      reasons: [{ needed: 513, available: 512 }],
    });
  });

  test("a chat that fits whatever the tokenizer says is not counted", async () => {
    const id = crypto.randomUUID();
    await say(id, "Hello");
    world.provider.countTokens = async () => {
      throw new Error("nobody should count");
    };
    expect((await switchTo("small.gguf", id)).status).toBe(200);
  });

  test("a cold model is not loaded to count; once loaded for the switch it counts, before the commit", async () => {
    const id = crypto.randomUUID();
    // Short by the estimate, long for this tokenizer.
    await say(id, "z".repeat(900));
    let loaded = false;
    world.provider.countTokens = async () => (loaded ? 700 : null);
    world.provider.prepare = async () => void (loaded = true);
    const response = await switchTo("cold.gguf", id);
    expect(response.status).toBe(409);
    const refusal = await json(response);
    expect(refusal).toMatchObject({
      code: "incompatible_conversation",
      reasons: [{ kind: "context_window", needed: 764, available: 512 }],
      choices: ["trim", "summarize", "new_chat", "keep"],
      current: { model: "alpha.gguf" },
    });
    expect(await selected(id)).toMatchObject({ model: "alpha.gguf" });
    const record = SwitchRecord.parse(await json(ada.get(`${url}/${refusal.switchId}`)));
    expect(record).toMatchObject({ state: "rolled_back", error: { code: "incompatible_conversation" } });
    expect(await outcomes()).toEqual(["incompatible"]);
    expect(await json(switchTo("cold.gguf", id, { onMisfit: "trim" }))).toMatchObject({ state: "active" });
  });

  test("pictures and calls of tools are reasons of their own, for a model that can not read them", async () => {
    const id = crypto.randomUUID();
    await say(id, "Look");
    const row = await world.database.message.findFirstOrThrow({ where: { role: "user" } });
    await world.database.message.update({
      where: { rowId: row.rowId },
      data: {
        parts: [
          { type: "text", text: "Look" },
          { type: "file", mediaType: "image/png", url: "data:," },
          { type: "dynamic-tool", toolCallId: "1" },
        ],
      },
    });
    expect(await json(switchTo("small.gguf", id))).toMatchObject({
      reasons: [
        { kind: "images", needed: 1, available: 0 },
        { kind: "tools", needed: 1, available: 0 },
      ],
      choices: ["trim", "new_chat", "keep"],
    });
    world.provider.models[1] = {
      ...world.provider.models[1]!,
      capabilities: { images: true, tools: true, embeddings: false },
    };
    await catalogue().refresh("llamacpp");
    expect((await switchTo("small.gguf", id)).status).toBe(200);
  });
});

describe("the ways out", () => {
  test("trim: the oldest turns leave the prompt, which says so, and stay in the chat", async () => {
    const id = await chat(3);
    expect(await json(switchTo("small.gguf", id, { onMisfit: "trim" }))).toMatchObject({
      state: "active",
      selection: { model: "small.gguf" },
    });
    const asked = await say(id, "And now?");
    expect(asked.prompt.join("\n")).not.toContain("Question 1");
    expect(asked.prompt.at(-1)).toBe("user: And now?");
    const { messages } = await ada.conversation(id);
    expect(messages).toHaveLength(8);
    expect(messages.at(-1)?.parts).toContainEqual({
      type: "data-notice",
      data: { text: expect.stringContaining("left out of the prompt. Nothing was deleted.") },
    });
  });

  test("summarise: the active model sums up the older turns; from then on that stands in for them", async () => {
    const id = await chat(4);
    const pending = json(switchTo("small.gguf", id, { onMisfit: "summarize" }));
    const writing = await world.provider.nextAnswer();
    expect(writing.options.prompt.length).toBeGreaterThan(6);
    expect(writing.prompt.at(-1)).toMatch(/^user: [\s\S]*Summarise our conversation so far/);
    expect(writing.options.maxOutputTokens).toBe(64);
    expect(await selected(id)).toMatchObject({ model: "alpha.gguf" });
    writing.say("They spoke about x and y.");
    writing.finish();
    expect(await pending).toMatchObject({ state: "active", selection: { model: "small.gguf" } });

    const { messages } = await ada.conversation(id);
    const summary = messages.at(-1);
    expect(summary).toMatchObject({
      role: "system",
      parts: [
        { type: "text", text: "They spoke about x and y." },
        { type: "data-summary", data: { messages: 8, name: "Alpha", through: messages.at(-2)?.id } },
      ],
      metadata: { served: { provider: "llamacpp", model: "alpha.gguf" }, servedName: "Alpha" },
    });
    const asked = await say(id, "And now?");
    expect(asked.prompt).toEqual([
      expect.stringMatching(/^system: [\s\S]*They spoke about x and y\.$/),
      "user: And now?",
    ]);
    // The chat fits now, by what a model reads of it; and nothing was deleted.
    expect((await switchTo("cold.gguf", id)).status).toBe(200);
    expect((await ada.conversation(id)).messages).toHaveLength(11);
    expect(await outcomes()).toEqual(["active", "active"]);
    const exported = await (await ada.get(`/api/conversations/${id}/export?format=md`)).text();
    expect(exported).toContain("## Summary of what was said before");
  });

  test("a regeneration after a summary replaces the last answer, not the summary", async () => {
    const id = await chat(4);
    const pending = json(switchTo("small.gguf", id, { onMisfit: "summarize" }));
    const writing = await world.provider.nextAnswer();
    writing.say("In short.");
    writing.finish();
    await pending;
    const stream = new StreamReader(await ada.post("/api/chat", { id, trigger: "regenerate-message" }));
    const again = await world.provider.nextAnswer();
    expect(again.prompt[0]).toContain("In short.");
    again.say("Another.");
    again.finish();
    await stream.rest();
    expect((await ada.conversation(id)).messages.map(({ role }) => role).slice(-3)).toEqual([
      "user",
      "system",
      "assistant",
    ]);
  });

  test("a summary that fails leaves everything as it was, and says why", async () => {
    const id = await chat(4);
    world.provider.refuseNext(problem("provider_failed", "The engine broke.", { provider: "llamacpp" }));
    const response = await switchTo("small.gguf", id, { onMisfit: "summarize" });
    expect(response.status).toBe(502);
    expect(await json(response)).toMatchObject({
      code: "provider_failed",
      detail: expect.stringMatching(/^The summary could not be written\./),
      switchId: expect.any(String),
      current: { model: "alpha.gguf" },
    });
    const pending = json(switchTo("small.gguf", id, { onMisfit: "summarize" }));
    (await world.provider.nextAnswer()).finish();
    expect(await pending).toMatchObject({
      code: "provider_failed",
      detail: expect.stringContaining("wrote no summary"),
    });
    expect((await ada.conversation(id)).messages).toHaveLength(8);
    expect(await outcomes()).toEqual(["rolled_back", "rolled_back"]);
  });

  test("a model that is gone writes no summary, which is no matter where everything fits", async () => {
    const [long, short] = [await chat(3), crypto.randomUUID()];
    await say(short, "Hello");
    world.provider.models = world.provider.models.filter(({ id }) => id !== "alpha.gguf");
    await catalogue().refresh("llamacpp");
    expect(await json(switchTo("small.gguf", short, { onMisfit: "summarize" }))).toMatchObject({
      state: "active",
    });
    expect(await json(switchTo("small.gguf", long, { onMisfit: "summarize" }))).toMatchObject({
      code: "model_unavailable",
      current: { model: "alpha.gguf" },
    });
  });

  test("a summary can be called off while it is written", async () => {
    const id = await chat(4);
    const warming = await json(
      (await ada.client()).post(url, to("small.gguf", id, { onMisfit: "summarize" }), {
        headers: { prefer: "respond-async" },
      }),
    );
    expect(warming).toMatchObject({ state: "warming" });
    const writing = await world.provider.nextAnswer();
    expect((await (await ada.client()).delete(`${url}/${warming.switchId}`)).status).toBe(200);
    await writing.aborted;
    expect(await selected(id)).toMatchObject({ model: "alpha.gguf" });
    expect((await ada.conversation(id)).messages).toHaveLength(8);
    expect(await outcomes()).toEqual(["cancelled"]);
  });

  test("new_chat leaves the old chat as it is, and answer and event name the new one", async () => {
    const id = await chat(3);
    const heard: SiteEvent[] = [];
    events().subscribe(ada.actor.id, ({ event }) => heard.push(event));
    const answer = await json(switchTo("small.gguf", id, { onMisfit: "new_chat" }));
    expect(answer).toMatchObject({ state: "active", selection: { model: "small.gguf" } });
    expect(answer.conversationId).not.toBe(id);
    expect(await selected(answer.conversationId)).toMatchObject({
      model: "small.gguf",
      source: "conversation",
    });
    expect(await selected(id)).toMatchObject({ model: "alpha.gguf" });
    expect(heard).toContainEqual(
      expect.objectContaining({
        name: "switch.active",
        data: expect.objectContaining({ conversationId: answer.conversationId }),
      }),
    );
    const asked = await say(answer.conversationId, "Hello");
    expect(asked.prompt.at(-1)).toBe("user: Hello");
  });

  test("keep withdraws the switch, and the selection stays", async () => {
    const id = await chat(3);
    expect(await json(switchTo("small.gguf", id, { onMisfit: "keep" }))).toMatchObject({
      success: true,
      state: "cancelled",
      model: "alpha.gguf",
      selection: { model: "alpha.gguf" },
    });
    expect(await outcomes()).toEqual(["cancelled"]);
  });

  test("where everything fits no way is taken: nothing is summarised, no chat is made", async () => {
    const id = crypto.randomUUID();
    await say(id, "Hello");
    const { calls } = world.provider;
    for (const onMisfit of ["summarize", "new_chat", "trim", "keep"])
      expect(await json(switchTo("small.gguf", id, { onMisfit }))).toMatchObject({
        state: "active",
        selection: { model: "small.gguf" },
      });
    expect(world.provider.calls).toBe(calls);
    expect(await world.database.conversation.count()).toBe(1);
  });
});

import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { ConversationAnswer, ConversationsAnswer } from "@/lib/contract/chat";
import type { NumberedEvent } from "@/lib/events/bus";
import { events } from "@/lib/events/bus";
import { type Chatter, createChatWorld, StreamReader } from "@/tests/factories/conversation";
import { TestClient } from "@/tests/setup/client";

let world: Awaited<ReturnType<typeof createChatWorld>>;
let ada: Chatter;
beforeEach(async () => {
  world = await createChatWorld();
  ada = await world.signIn();
});

async function chat(question: string, reply: string, who = ada, id: string = randomUUID()) {
  const stream = new StreamReader(await who.send(id, question));
  const answer = await world.provider.nextAnswer();
  answer.say(reply);
  answer.finish();
  await stream.rest();
  return id;
}

async function list(query = "", who = ada) {
  const response = await who.get(`/api/conversations${query}`);
  expect(response.status).toBe(200);
  return ConversationsAnswer.parse(await response.json());
}
const titles = async (query?: string) => (await list(query)).items.map(({ title }) => title);

describe("the list", () => {
  test("holds a user's own chats, the one with the latest message first", async () => {
    const first = await chat("first", "one");
    await chat("second", "two");
    expect(await titles()).toEqual(["second", "first"]);
    await chat("more", "three", ada, first);
    expect(await titles()).toEqual(["first", "second"]);
    expect(await list("", await world.signIn())).toEqual({ items: [], nextCursor: null });
  });

  test("comes in pages that neither repeat nor leave out a chat, also of the same moment", async () => {
    const at = new Date("2026-01-02T03:04:05.006Z");
    const ids = Array.from({ length: 7 }, () => randomUUID());
    await world.database.conversation.createMany({
      data: ids.map((id, i) => ({
        id,
        userId: ada.actor.id,
        title: id,
        updatedAt: i < 5 ? at : new Date(at.getTime() + i),
      })),
    });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: ConversationsAnswer = await list(`?limit=2${cursor ? `&cursor=${cursor}` : ""}`);
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      // A chat that moves to the top meanwhile disturbs nothing.
      if (seen.length === 2)
        await world.database.conversation.update({
          where: { id: seen[0] ?? "" },
          data: { updatedAt: new Date() },
        });
    } while (cursor);
    expect(seen.toSorted()).toEqual(ids.toSorted());
    expect(seen.slice(0, 2)).toEqual([ids[6], ids[5]]);
  });

  test("is searched in titles and in what was said, in any case and any script", async () => {
    await chat("Trains in Zürich", "They are on TIME.");
    await chat("Weather", "100% rain, says Müller");
    await chat("Привет, мир", "type the text");
    expect(await titles("?query=trains")).toEqual(["Trains in Zürich"]);
    expect(await titles("?query=on%20time")).toEqual(["Trains in Zürich"]);
    expect(await titles(`?query=${encodeURIComponent("ZÜRICH")}`)).toEqual(["Trains in Zürich"]);
    expect(await titles(`?query=${encodeURIComponent("МИР")}`)).toEqual(["Привет, мир"]);
    // Percent and underscore mean themselves, and the words of the storage format are not text.
    expect(await titles("?query=0%25")).toEqual(["Weather"]);
    expect(await titles("?query=a_n")).toEqual([]);
    expect(await titles("?query=state")).toEqual([]);
    // Letters beyond ASCII are not "any letter".
    expect(await titles(`?query=${encodeURIComponent("Mäller")}`)).toEqual([]);
  });

  test("never finds what a regeneration replaced, or another user's words", async () => {
    const id = await chat("Question", "an obsolete answer");
    const response = await ada.post("/api/chat", { id, trigger: "regenerate-message" });
    (await world.provider.nextAnswer()).finish();
    await new StreamReader(response).rest();
    expect(await titles("?query=obsolete")).toEqual([]);
    expect((await list("?query=Question", await world.signIn())).items).toEqual([]);
  });

  test("says which chat has a running answer", async () => {
    const id = randomUUID();
    const stream = new StreamReader(await ada.send(id, "Hello"));
    const answer = await world.provider.nextAnswer();
    expect((await list()).items).toMatchObject([{ id, running: true }]);
    answer.finish();
    await stream.rest();
    expect((await list()).items).toMatchObject([{ id, running: false }]);
  });

  test.each([
    ["?cursor=rubbish", "cursor"],
    ["?limit=0", "limit"],
    ["?limit=201", "limit"],
    ["?order=asc", "order"],
  ])("%s is an invalid request", async (query, path) => {
    const response = await ada.get(`/api/conversations${query}`);
    expect(response.status).toBe(400);
    expect(JSON.stringify(await response.json())).toContain(path);
  });
});

describe("one conversation", () => {
  test("can be made empty, and takes the user's selection with its first message", async () => {
    const id = randomUUID();
    const response = await ada.post("/api/conversations", { id, title: " Plans " });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({
      conversation: { id, title: "Plans", selection: { source: "site" } },
    });
    expect(await ada.conversation(id)).toMatchObject({ messages: [] });
    await chat("Hello", "Hi", ada, id);
    expect((await ada.conversation(id)).conversation).toMatchObject({
      title: "Plans",
      selection: { model: "alpha.gguf", source: "conversation" },
    });
    expect((await ada.post("/api/conversations", {})).status).toBe(201);
  });

  test("needs an id of its own that is a UUID", async () => {
    const id = await chat("Hello", "Hi");
    expect((await ada.post("/api/conversations", { id })).status).toBe(409);
    expect((await ada.post("/api/conversations", { id: "mine" })).status).toBe(400);
    expect((await ada.post("/api/conversations", { owner: "eve" })).status).toBe(400);
  });

  test("is renamed without moving in the list", async () => {
    const id = await chat("first", "one");
    await chat("second", "two");
    const client = await ada.client();
    const response = await client.patch(`/api/conversations/${id}`, { title: "  A better name " });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ conversation: { id, title: "A better name" } });
    expect(await titles()).toEqual(["second", "A better name"]);
    expect((await client.patch(`/api/conversations/${id}`, { title: " " })).status).toBe(400);
  });

  test("fits its contract, answers with their metadata included", async () => {
    const id = await chat("Hello", "Hi");
    const answer = await ada.conversation(id);
    expect(ConversationAnswer.parse(answer)).toEqual(answer);
  });

  test("tells every open tab of its user, and nobody else, that it changed", async () => {
    const eve = await world.signIn();
    const seen: NumberedEvent[] = [];
    const foreign: NumberedEvent[] = [];
    events().subscribe(ada.actor.id, (event) => seen.push(event));
    events().subscribe(eve.actor.id, (event) => foreign.push(event));
    const id = await chat("Hello", "Hi");
    const changes = seen.map(({ event }) => event).filter(({ name }) => name === "conversation.changed");
    expect(changes).toEqual([
      { name: "conversation.changed", data: { id, running: true } },
      { name: "conversation.changed", data: { id, running: false } },
    ]);
    expect(foreign.filter(({ event }) => event.name === "conversation.changed")).toEqual([]);
  });
});

describe("deleting", () => {
  test("removes everything, tells the engine, and leaves a row in the trail without a word of it", async () => {
    const id = await chat("My secret plan", "A secret answer");
    const response = await (await ada.client()).delete(`/api/conversations/${id}`);
    expect([response.status, await response.text()]).toEqual([204, ""]);
    expect((await ada.get(`/api/conversations/${id}`)).status).toBe(404);
    expect(await world.database.message.count()).toBe(0);
    expect(await world.database.generation.count()).toBe(0);
    expect(world.provider.droppedSessions).toEqual([id]);
    const trail = await world.database.auditEvent.findMany();
    expect(trail).toMatchObject([
      { action: "conversation.delete", outcome: "ok", target: id, actorId: ada.actor.id },
    ]);
    expect(JSON.stringify(trail)).not.toContain("secret");
    expect((await (await ada.client()).delete(`/api/conversations/${id}`)).status).toBe(404);
  });

  test("stops a running answer first", async () => {
    const id = randomUUID();
    const stream = new StreamReader(await ada.send(id, "Hello"));
    const answer = await world.provider.nextAnswer();
    answer.say("Hi");
    await stream.untilText("Hi");
    expect((await (await ada.client()).delete(`/api/conversations/${id}`)).status).toBe(204);
    await answer.aborted;
    await stream.rest();
    expect(stream.last("message-metadata")).toMatchObject({ messageMetadata: { status: "stopped" } });
    expect(await world.database.conversation.count()).toBe(0);
  });
});

describe("an export", () => {
  test("as Markdown says which model gave each answer, and when one is not whole", async () => {
    const id = await chat("Wo ist Zürich?", "In der Schweiz.");
    const stream = new StreamReader(
      await ada.send(id, "Und sonst?", { model: { provider: "llamacpp", model: "beta.gguf" } }),
    );
    const answer = await world.provider.nextAnswer();
    answer.say("Nun");
    await stream.untilText("Nun");
    await ada.post(`/api/chat/${id}/stop`);
    const response = await ada.get(`/api/conversations/${id}/export`);
    expect(response.headers.get("content-type")).toBe("text/markdown; charset=utf-8");
    expect(response.headers.get("content-disposition")).toBe(
      `attachment; filename="Wo-ist-Z_rich.md"; filename*=UTF-8''Wo-ist-Z%C3%BCrich.md`,
    );
    const time = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;
    expect((await response.text()).replace(time, "<time>")).toBe(
      [
        "# Wo ist Zürich?",
        "## You · <time>",
        "Wo ist Zürich?",
        "## Alpha (llamacpp/alpha.gguf) · <time>",
        "In der Schweiz.",
        "## You · <time>",
        "Und sonst?",
        "## Beta (llamacpp/beta.gguf) · <time>",
        "*stopped*",
        "Nun\n",
      ].join("\n\n"),
    );
  });

  test("as JSON is the conversation as the API gives it", async () => {
    const id = await chat('../../"evil"\r\nname', "Hi");
    const response = await ada.get(`/api/conversations/${id}/export?format=json`);
    expect(response.headers.get("content-disposition")).toBe(
      `attachment; filename="evil-name.json"; filename*=UTF-8''evil-name.json`,
    );
    expect(await response.json()).toEqual(await ada.conversation(id));
    expect((await ada.get(`/api/conversations/${id}/export?format=exe`)).status).toBe(400);
  });
});

test("nobody reads, lists, renames, deletes or exports another user's chat, or without a session", async () => {
  const id = await chat("Hello", "Hi");
  const eve = await (await world.signIn()).client();
  const nobody = new TestClient();
  const calls = (client: TestClient) => [
    client.get(`/api/conversations/${id}`),
    client.patch(`/api/conversations/${id}`, { title: "Mine" }),
    client.delete(`/api/conversations/${id}`),
    client.get(`/api/conversations/${id}/export`),
  ];
  for (const response of await Promise.all(calls(eve))) expect(response.status).toBe(404);
  for (const response of await Promise.all([...calls(nobody), nobody.get("/api/conversations")]))
    expect(response.status).toBe(401);
  expect(await ada.conversation(id)).toMatchObject({ conversation: { title: "Hello" } });
});

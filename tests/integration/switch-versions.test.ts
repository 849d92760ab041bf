import { describe, expect, test } from "vitest";
import type { UserActor } from "@/lib/access/actor";
import type { FakeProvider } from "@/tests/factories/fake-provider";
import { json, outcomes, selected, to, useSwitchWorld } from "@/tests/factories/switch-world";
import type { TestClient } from "@/tests/setup/client";

const url = "/api/models/switch";
let engine: FakeProvider;
let actor: UserActor;
let client: TestClient;

useSwitchWorld((world) => {
  ({ engine, actor, client } = world);
});

async function conversation(): Promise<string> {
  const answer = await client.post("/api/conversations", {});
  const made = (await answer.json()) as { conversation: { id: string } };
  return made.conversation.id;
}

describe("compare and set", () => {
  test("a stale version is refused with what stands", async () => {
    const { selection } = await json(client.post(url, to("b.gguf", { ifVersion: 0 })));
    const response = await client.post(url, to("a.gguf", { ifVersion: 0 }));
    expect(response.status).toBe(409);
    expect(await json(response)).toMatchObject({ code: "selection_changed", current: selection });
    expect(await outcomes(actor)).toEqual(["active", "conflict"]);
  });

  test("of two tabs with the same version exactly one wins", async () => {
    const answers = await Promise.all([
      client.post(url, to("b.gguf", { ifVersion: 0 })),
      client.post(url, to("a.gguf", { ifVersion: 0 })),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await outcomes(actor)).toSorted()).toEqual(["active", "conflict"]);
  });

  test("a conversation's version is above everything that was effective in it before", async () => {
    const id = await conversation();
    await client.post(url, to("b.gguf"));
    await client.post(url, to("a.gguf"));
    const { selection } = await json(client.post(url, to("b.gguf", { conversationId: id, ifVersion: 2 })));
    expect(selection).toMatchObject({ version: 3, source: "conversation" });
    expect((await client.post(url, to("a.gguf", { conversationId: id, ifVersion: 1 }))).status).toBe(409);
  });

  test("with a conversation both scopes change; without, conversations keep theirs", async () => {
    const id = await conversation();
    await client.post(url, to("b.gguf", { conversationId: id }));
    expect(await selected(client)).toMatchObject({ model: "b.gguf", source: "user" });
    await client.post(url, to("a.gguf"));
    expect((await json(client.get(`/api/models?conversationId=${id}`))).selection).toMatchObject({
      model: "b.gguf",
      source: "conversation",
    });
    expect(await selected(client)).toMatchObject({ model: "a.gguf", source: "user" });
  });
});

describe("the newest choice wins across scopes", () => {
  test("an older wish for all new chats does not overrule a newer choice in one chat", async () => {
    const id = await conversation();
    const older = client.post(url, to("cold.gguf"));
    const load = await engine.preparation(0);
    await client.post(url, to("b.gguf", { conversationId: id }));
    load.finish();
    expect(await json(older)).toMatchObject({ code: "superseded", current: { model: "b.gguf" } });
    expect(await selected(client)).toMatchObject({ model: "b.gguf" });
    expect((await outcomes(actor)).toSorted()).toEqual(["active", "superseded"]);
  });

  test("an older wish in one chat reaches that chat, and leaves the newer choice for new chats", async () => {
    const id = await conversation();
    const older = json(client.post(url, to("cold.gguf", { conversationId: id })));
    const load = await engine.preparation(0);
    await client.post(url, to("b.gguf"));
    load.finish();
    expect(await older).toMatchObject({
      state: "active",
      selection: { model: "cold.gguf", source: "conversation" },
    });
    expect(await selected(client)).toMatchObject({ model: "b.gguf", source: "user" });
  });
});

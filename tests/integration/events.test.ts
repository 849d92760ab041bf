import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { UserActor } from "@/lib/access/actor";
import { SiteEvent } from "@/lib/contract/events";
import { db } from "@/lib/db/client";
import { events, type NumberedEvent } from "@/lib/events/bus";
import { subscribeEvents } from "@/lib/services/events/subscribe-events";
import { FakeProvider, installProviders } from "@/tests/factories/fake-provider";
import { contextOf, createUser } from "@/tests/factories/user";
import { TestClient } from "@/tests/setup/client";
import { createTestDatabase } from "@/tests/setup/database";

interface Told {
  id: string;
  event: SiteEvent;
}

let actor: UserActor;
let client: TestClient;
const readers: ReadableStreamDefaultReader<Uint8Array>[] = [];

beforeAll(async () => {
  await createTestDatabase();
  await installProviders(new FakeProvider().add("a.gguf").add("b.gguf"));
});
beforeEach(async () => {
  actor = await createUser();
  client = await new TestClient().become(actor);
});
afterEach(async () => {
  await Promise.all(readers.splice(0).map((reader) => reader.cancel()));
});

/** Opens the stream; `next()` resolves with the next event on it. */
async function listen(lastEventId?: string): Promise<() => Promise<Told>> {
  const response = await client.get(
    "/api/events",
    lastEventId ? { headers: { "last-event-id": lastEventId } } : {},
  );
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  const reader = response.body!.getReader();
  readers.push(reader);
  let buffer = "";
  return async () => {
    for (;;) {
      const block = /^([\s\S]*?)\n\n/.exec(buffer);
      if (block) {
        buffer = buffer.slice(block[0].length);
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block[1] ?? "")?.[1];
        const name = field("event");
        if (name)
          return {
            id: field("id") ?? "",
            event: SiteEvent.parse({ name, data: JSON.parse(field("data") ?? "null") }),
          };
        continue;
      }
      const { value, done } = await reader.read();
      if (done) throw new Error("the stream ended");
      buffer += new TextDecoder().decode(value);
    }
  };
}

const to = (model: string) => client.post("/api/models/switch", { provider: "llamacpp", model });

test("a switch reaches every tab of its user and nobody else's", async () => {
  const [one, two] = [await listen(), await listen()];
  const other = await createUser();
  const theirs: NumberedEvent[] = [];
  const stop = events().subscribe(other.id, (event) => theirs.push(event));
  await to("b.gguf");
  for (const tab of [one, two]) {
    expect((await tab()).event).toMatchObject({
      name: "selection.changed",
      data: { conversationId: null, selection: { model: "b.gguf" } },
    });
    expect((await tab()).event).toMatchObject({ name: "switch.active", data: { state: "active" } });
  }
  stop();
  expect(theirs).toEqual([]);
});

test("Last-Event-ID brings what was missed, in order and once", async () => {
  const tab = await listen();
  await to("b.gguf");
  const first = await tab();
  await to("a.gguf");
  const resumed = await listen(first.id);
  const names = [(await resumed()).event, (await resumed()).event, (await resumed()).event];
  expect(names).toMatchObject([
    { name: "switch.active", data: { to: { model: "b.gguf" } } },
    { name: "selection.changed", data: { selection: { model: "a.gguf" } } },
    { name: "switch.active", data: { to: { model: "a.gguf" } } },
  ]);
});

test("a page that slept too long is told the selection that stands", async () => {
  await to("b.gguf");
  const tab = await listen("1");
  expect((await tab()).event).toMatchObject({
    name: "selection.changed",
    data: { selection: { model: "b.gguf" } },
  });
});

test("the stream ends when its session is revoked", async () => {
  const ended = new Promise<void>((resolve) => {
    const stop = subscribeEvents(
      contextOf(actor),
      null,
      () => {},
      () => {
        stop();
        resolve();
      },
      5,
    );
  });
  await db().session.updateMany({ where: { id: actor.sessionId }, data: { revokedAt: new Date() } });
  await expect(ended).resolves.toBeUndefined();
});

test("nobody listens without a session", async () => {
  expect((await new TestClient().get("/api/events")).status).toBe(401);
});

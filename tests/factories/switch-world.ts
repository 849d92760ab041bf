import { beforeAll, beforeEach } from "vitest";
import type { UserActor } from "@/lib/access/actor";
import type { SiteEvent } from "@/lib/contract/events";
import { db } from "@/lib/db/client";
import { events } from "@/lib/events/bus";
import { TestClient } from "@/tests/setup/client";
import { createTestDatabase } from "@/tests/setup/database";
import { FakeProvider, installProviders } from "./fake-provider";
import { createUser } from "./user";

interface SwitchWorld {
  engine: FakeProvider;
  actor: UserActor;
  client: TestClient;
}

/** A database for the file's tests, and for each of them a world of its own, which `take` is handed. */
export function useSwitchWorld(take: (world: SwitchWorld) => void): void {
  beforeAll(async () => {
    await createTestDatabase();
  });
  beforeEach(async () => take(await createSwitchWorld()));
}

/** One engine, a.gguf and b.gguf on it ready and two models cold, and a user in front of it. */
async function createSwitchWorld(): Promise<SwitchWorld> {
  const engine = new FakeProvider()
    .add("a.gguf")
    .add("b.gguf")
    .add("cold.gguf", { status: "cold" })
    .add("cold2.gguf", { status: "cold" });
  await installProviders(engine);
  const actor = await createUser();
  const client = await new TestClient().become(actor);
  return { engine, actor, client };
}

/** The body that asks for that model. */
export const to = (model: string, more: object = {}) => ({ provider: "llamacpp", model, ...more });

export const json = async (response: Response | Promise<Response>) =>
  (await (await response).json()) as Record<string, unknown> & {
    switchId: string;
    selection: { version: number; model: string };
  };

/** The rows that this user's switches left, oldest first. */
export const trail = (actor: UserActor) =>
  db().auditEvent.findMany({ where: { action: "model.switch", actorId: actor.id }, orderBy: { seq: "asc" } });

export const outcomes = async (actor: UserActor) => (await trail(actor)).map(({ outcome }) => outcome);

/** What is active for this user's new chats. */
export const selected = async (client: TestClient) => (await json(client.get("/api/models"))).selection;

/** Resolves with the first event of that name for this user. */
export function eventOf<N extends SiteEvent["name"]>(
  actor: UserActor,
  name: N,
): Promise<Extract<SiteEvent, { name: N }>> {
  return new Promise((resolve) => {
    const stop = events().subscribe(actor.id, ({ event }) => {
      if (event.name !== name) return;
      stop();
      resolve(event as Extract<SiteEvent, { name: N }>);
    });
  });
}

import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { UserActor } from "@/lib/access/actor";
import type { SiteEvent } from "@/lib/contract/events";
import { SwitchRecord } from "@/lib/contract/models";
import { db } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { events } from "@/lib/events/bus";
import { reapSwitches } from "@/lib/services/switches/reap-switches";
import { FakeProvider, installProviders } from "@/tests/factories/fake-provider";
import { createProfile } from "@/tests/factories/profile";
import { createUser } from "@/tests/factories/user";
import { TestClient } from "@/tests/setup/client";
import { createTestDatabase } from "@/tests/setup/database";

const url = "/api/models/switch";
const wait = { headers: { prefer: "respond-async" } };
let engine: FakeProvider;
let actor: UserActor;
let client: TestClient;

beforeAll(async () => {
  await createTestDatabase();
});

beforeEach(async () => {
  engine = new FakeProvider()
    .add("a.gguf")
    .add("b.gguf")
    .add("cold.gguf", { status: "cold" })
    .add("cold2.gguf", { status: "cold" });
  await installProviders(engine);
  actor = await createUser();
  client = await new TestClient().become(actor);
});

const to = (model: string, more: object = {}) => ({ provider: "llamacpp", model, ...more });
const json = async (response: Response | Promise<Response>) =>
  (await (await response).json()) as Record<string, unknown> & {
    switchId: string;
    selection: { version: number; model: string };
  };
const mine = () => ({ userId: actor.id });
const trail = () =>
  db().auditEvent.findMany({ where: { action: "model.switch", actorId: actor.id }, orderBy: { seq: "asc" } });
const outcomes = async () => (await trail()).map(({ outcome }) => outcome);
const selected = async () => (await json(client.get("/api/models"))).selection;

/** Resolves with the first event of that name for this user. */
function eventOf<N extends SiteEvent["name"]>(name: N): Promise<Extract<SiteEvent, { name: N }>> {
  return new Promise((resolve) => {
    const stop = events().subscribe(actor.id, ({ event }) => {
      if (event.name !== name) return;
      stop();
      resolve(event as Extract<SiteEvent, { name: N }>);
    });
  });
}

async function conversation(characters = 0): Promise<string> {
  const { conversation: made } = (await json(client.post("/api/conversations", {}))) as unknown as {
    conversation: { id: string };
  };
  if (characters)
    await db().message.create({
      data: {
        id: "m1",
        conversationId: made.id,
        role: "user",
        parts: [{ type: "text", text: "x".repeat(characters) }],
        status: "completed",
      },
    });
  return made.id;
}

describe("a model that is ready", () => {
  test("is active at once, with one row in the trail and an event to every tab", async () => {
    const changed = eventOf("selection.changed");
    const response = await client.post(url, to("b.gguf"));
    expect(response.status).toBe(200);
    const answer = await json(response);
    expect(answer).toMatchObject({ success: true, provider: "llamacpp", model: "b.gguf", state: "active" });
    expect(answer.selection).toMatchObject({ model: "b.gguf", tier: "standard", version: 1, source: "user" });
    expect(response.headers.get("ratelimit")).toMatch(/^"switch";r=29;t=\d+$/);
    expect((await changed).data.selection).toEqual(answer.selection);
    expect(await selected()).toEqual(answer.selection);
    const [row, ...more] = await trail();
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      outcome: "active",
      target: "llamacpp/b.gguf",
      actorId: actor.id,
      to: { model: "b.gguf" },
      from: { model: "a.gguf" },
    });
    const record = SwitchRecord.parse(await json(client.get(`${url}/${answer.switchId}`)));
    expect(record).toMatchObject({ state: "active", from: { model: "a.gguf" }, to: { model: "b.gguf" } });
    expect(record.timings.committedMs).toBeGreaterThan(0);
  });

  test("another user's selection stays what it was", async () => {
    await client.post(url, to("b.gguf"));
    const other = await new TestClient().become(await createUser());
    expect((await json(other.get("/api/models"))).selection).toMatchObject({
      model: "a.gguf",
      source: "site",
    });
  });

  test("another user's switch is indistinguishable from a missing one", async () => {
    const { switchId } = await json(client.post(url, to("b.gguf")));
    const other = await new TestClient().become(await createUser());
    const theirs = await other.get(`${url}/${switchId}`);
    const missing = await other.get(`${url}/nothing`);
    expect([theirs.status, missing.status]).toEqual([404, 404]);
    expect((await json(theirs)).detail).toBe((await json(missing)).detail);
  });

  test("an answer that is not JSON of this API is refused and no attempt", async () => {
    expect((await client.post(url, { ...to("b.gguf"), tier: "pro" })).status).toBe(400);
    expect((await client.post(url, { provider: "llamacpp" })).status).toBe(400);
    expect(await trail()).toEqual([]);
  });
});

describe("what can not be switched to", () => {
  test.each([
    ["an unknown model", to("nope.gguf"), 404],
    ["an unknown provider", { provider: "nobody", model: "a.gguf" }, 404],
    ["a path instead of a name", to("../../etc/passwd"), 404],
    ["an absolute path", to("/etc/passwd"), 404],
    ["an unknown profile", to("a.gguf", { profileId: "nope" }), 404],
    ["an unknown conversation", to("a.gguf", { conversationId: "nope" }), 404],
  ])("%s is not found, nothing changes, the attempt is in the trail", async (_name, body, status) => {
    const before = await selected();
    const response = await client.post(url, body);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await json(response)).toMatchObject({ code: "not_found" });
    expect(await selected()).toEqual(before);
    expect(await outcomes()).toEqual(["not_found"]);
  });

  test("another user's conversation is indistinguishable from a missing one", async () => {
    const other = await createUser();
    await db().conversation.create({ data: { id: `theirs-${other.id}`, userId: other.id } });
    const answers = await Promise.all(
      [`theirs-${other.id}`, "missing"].map(async (conversationId) =>
        json(client.post(url, to("a.gguf", { conversationId }))),
      ),
    );
    const [theirs, missing] = answers.map(({ requestId: _requestId, ...rest }) => rest);
    expect(theirs).toEqual(missing);
  });

  test("a locked tier is denied with what helps, and can be looked up", async () => {
    engine.add("pro.gguf");
    await createProfile({
      provider: "llamacpp",
      modelId: "pro.gguf",
      tierId: "pro",
      displayName: "Pro model",
    });
    await installProviders(engine);
    const response = await client.post(url, to("pro.gguf"));
    expect(response.status).toBe(403);
    const body = await json(response);
    expect(body).toMatchObject({ code: "tier_locked", requiredTier: "pro", currentTier: "standard" });
    expect(body.upgradeUrl).toContain("pro");
    expect(body.alternatives).toEqual(
      expect.arrayContaining([expect.objectContaining({ model: "a.gguf", status: "ready" })]),
    );
    expect(await outcomes()).toEqual(["denied"]);
    expect(await json(client.get(`${url}/${body.switchId}`))).toMatchObject({
      state: "denied",
      to: { tier: "pro" },
    });
  });

  test("a provider that is down is told at once, with alternatives, and nothing changes", async () => {
    const down = new FakeProvider("ollama", "ollama").add("llama:latest");
    await installProviders(engine, down);
    down.state = { status: "down", error: "refused" };
    await installProviders(engine, down);
    const body = await json(client.post(url, { provider: "ollama", model: "llama:latest" }));
    expect(body).toMatchObject({
      code: "model_unavailable",
      provider: "ollama",
      current: { model: "a.gguf" },
    });
    expect(body.alternatives).not.toEqual([]);
    expect(await outcomes()).toEqual(["rolled_back"]);
  });

  test("an embedding model and a broken file are no chat models", async () => {
    engine
      .add("vectors.gguf", { capabilities: { images: false, tools: false, embeddings: true } })
      .add("broken.gguf", { status: "failed", invalid: true, reason: "it is cut short" });
    await installProviders(engine);
    for (const model of ["vectors.gguf", "broken.gguf"])
      expect(await json(client.post(url, to(model)))).toMatchObject({
        code: "invalid_model_file",
        status: 422,
      });
    expect(
      await db().modelProfile.count({ where: { modelId: { in: ["vectors.gguf", "broken.gguf"] } } }),
    ).toBe(0);
  });
});

describe("a model that has to be loaded", () => {
  test("waiting form: the old selection stands until the commit, then the new one", async () => {
    const answer = json(client.post(url, to("cold.gguf")));
    const load = await engine.preparation(0);
    expect(await selected()).toMatchObject({ model: "a.gguf" });
    load.finish();
    expect(await answer).toMatchObject({ state: "active", selection: { model: "cold.gguf" } });
    expect(await outcomes()).toEqual(["active"]);
  });

  test("says how long it probably takes and how long at most, as the engine last told", async () => {
    engine.add("known.gguf", { status: "cold", etaMs: 2000, etaP90Ms: 5000 });
    await installProviders(engine);
    const warming = eventOf("switch.warming");
    const ask = () => json(client.post(url, to("known.gguf", { idempotencyKey: "one" }), wait));
    expect(await ask()).toMatchObject({ state: "warming", etaMs: 2000, etaP90Ms: 5000 });
    expect((await warming).data).toMatchObject({ etaMs: 2000, etaP90Ms: 5000 });
    const load = await engine.preparation(0);
    load.wait({ position: 2, etaMs: 40_000, etaP90Ms: 90_000 });
    expect(await ask()).toMatchObject({ etaMs: 40_000, etaP90Ms: 90_000, queuePosition: 2 });
    const active = eventOf("switch.active");
    load.finish();
    await active;
  });

  test("async form: 202 at once, progress as events, then active", async () => {
    const active = eventOf("switch.active");
    const warming = eventOf("switch.warming");
    const response = await client.post(url, to("cold.gguf"), wait);
    expect(response.status).toBe(202);
    const { switchId, ...rest } = await json(response);
    expect(rest).toMatchObject({ success: true, state: "warming" });
    expect(rest).toHaveProperty("etaMs");
    expect(rest).toHaveProperty("queuePosition");
    expect((await warming).data).toMatchObject({ switchId, state: "warming" });
    expect(await json(client.get(`${url}/${switchId}`))).toMatchObject({ state: "warming" });
    expect(response.headers.get("ratelimit")).toMatch(/^"switch";r=27;/);
    (await engine.preparation(0)).finish();
    expect((await active).data).toMatchObject({
      switchId,
      state: "active",
      selection: { model: "cold.gguf" },
    });
    const record = SwitchRecord.parse(await json(client.get(`${url}/${switchId}`)));
    expect(record.timings.readyMs).not.toBeNull();
  });

  test("a failed load leaves the old selection and answers with the target's own error", async () => {
    await client.post(url, to("b.gguf"));
    const answer = client.post(url, to("cold.gguf"));
    (await engine.preparation(0)).fail(
      problem("model_unavailable", "It needs 9 GiB; 2 GiB are free.", { provider: "llamacpp" }),
    );
    const response = await answer;
    expect(response.status).toBe(503);
    const body = await json(response);
    expect(body).toMatchObject({
      code: "model_unavailable",
      detail: "It needs 9 GiB; 2 GiB are free.",
      current: { model: "b.gguf" },
    });
    expect(await json(client.get(`${url}/${body.switchId}`))).toMatchObject({
      state: "rolled_back",
      error: { code: "model_unavailable" },
    });
    expect(await selected()).toMatchObject({ model: "b.gguf" });
    expect(await outcomes()).toEqual(["active", "rolled_back"]);
  });

  test("choosing again supersedes: newest wins, the older one is told what stands", async () => {
    const first = client.post(url, to("cold.gguf"));
    const load = await engine.preparation(0);
    const second = await json(client.post(url, to("b.gguf")));
    expect(second).toMatchObject({ state: "active" });
    const response = await first;
    expect(response.status).toBe(409);
    expect(await json(response)).toMatchObject({ code: "superseded", current: { model: "b.gguf" } });
    expect(load.signal.aborted).toBe(true);
    expect(await selected()).toMatchObject({ model: "b.gguf" });
    expect((await outcomes()).toSorted()).toEqual(["active", "superseded"]);
  });

  test("a second load supersedes the first", async () => {
    const first = client.post(url, to("cold.gguf"));
    await engine.preparation(0);
    const second = client.post(url, to("cold2.gguf"));
    expect((await first).status).toBe(409);
    (await engine.preparation(1)).finish();
    expect(await json(second)).toMatchObject({ state: "active", model: "cold2.gguf" });
  });

  test("equal targets join one load and all become active", async () => {
    const answers = [
      client.post(url, to("cold.gguf")),
      client.post(url, to("cold.gguf")),
      client.post(url, to("cold.gguf")),
    ];
    const load = await engine.preparation(0);
    const warming = () => db().switch.count({ where: { ...mine(), state: "warming" } });
    await expect.poll(warming).toBe(3);
    load.finish();
    const bodies = await Promise.all(
      answers.map(async (answer) => ({ status: (await answer).status, ...(await json(answer)) })),
    );
    expect(bodies.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(bodies.map(({ switchId }) => switchId)).size).toBe(3);
    expect(new Set(bodies.map(({ selection }) => selection.version)).size).toBe(1);
    expect(engine.preparations).toHaveLength(1);
    expect(await outcomes()).toEqual(["active", "active", "active"]);
  });

  test("cancel works while it warms, withdraws the load, and the waiter is told", async () => {
    const answer = client.post(url, to("cold.gguf"));
    const load = await engine.preparation(0);
    const row = await db().switch.findFirstOrThrow({ where: mine() });
    expect(await json(client.delete(`${url}/${row.id}`))).toMatchObject({ state: "cancelled" });
    expect(await json(answer)).toMatchObject({
      code: "cancelled",
      switchId: row.id,
      current: { model: "a.gguf" },
    });
    expect(load.signal.aborted).toBe(true);
    expect(await outcomes()).toEqual(["cancelled"]);
  });

  test("cancelling one of two equal wishes leaves the other its load", async () => {
    const first = client.post(url, to("cold.gguf"));
    const load = await engine.preparation(0);
    const second = await json(client.post(url, to("cold.gguf"), wait));
    const active = eventOf("switch.active");
    const row = await db().switch.findFirstOrThrow({ where: mine(), orderBy: { createdAt: "asc" } });
    await client.delete(`${url}/${row.id}`);
    expect((await first).status).toBe(409);
    expect(load.signal.aborted).toBe(false);
    load.finish();
    expect((await active).data.switchId).toBe(second.switchId);
  });

  test("a cancelled switch that has ended stays as it ended", async () => {
    const { switchId } = await json(client.post(url, to("b.gguf")));
    expect(await json(client.delete(`${url}/${switchId}`))).toMatchObject({ state: "active" });
    expect(await selected()).toMatchObject({ model: "b.gguf" });
    expect(await outcomes()).toEqual(["active"]);
  });

  test("a restart of the site rolls back what was warming, once", async () => {
    await client.post(url, to("cold.gguf"), wait);
    expect(await reapSwitches()).toBe(1);
    expect(await reapSwitches()).toBe(0);
    expect(await db().switch.findFirstOrThrow({ where: mine() })).toMatchObject({ state: "rolled_back" });
    expect(await trail()).toMatchObject([
      { outcome: "rolled_back", actorId: actor.id, target: "llamacpp/cold.gguf" },
    ]);
  });
});

describe("compare and set", () => {
  test("a stale version is refused with what stands", async () => {
    const { selection } = await json(client.post(url, to("b.gguf", { ifVersion: 0 })));
    const response = await client.post(url, to("a.gguf", { ifVersion: 0 }));
    expect(response.status).toBe(409);
    expect(await json(response)).toMatchObject({ code: "selection_changed", current: selection });
    expect(await outcomes()).toEqual(["active", "conflict"]);
  });

  test("of two tabs with the same version exactly one wins", async () => {
    const answers = await Promise.all([
      client.post(url, to("b.gguf", { ifVersion: 0 })),
      client.post(url, to("a.gguf", { ifVersion: 0 })),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await outcomes()).toSorted()).toEqual(["active", "conflict"]);
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
    expect(await selected()).toMatchObject({ model: "b.gguf", source: "user" });
    await client.post(url, to("a.gguf"));
    expect((await json(client.get(`/api/models?conversationId=${id}`))).selection).toMatchObject({
      model: "b.gguf",
      source: "conversation",
    });
    expect(await selected()).toMatchObject({ model: "a.gguf", source: "user" });
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
    expect(await selected()).toMatchObject({ model: "b.gguf" });
    expect((await outcomes()).toSorted()).toEqual(["active", "superseded"]);
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
    expect(await selected()).toMatchObject({ model: "b.gguf", source: "user" });
  });
});

describe("idempotency keys", () => {
  test("a key older than a day is fresh again", async () => {
    const first = await json(client.post(url, to("b.gguf", { idempotencyKey: "k" })));
    await db().switch.update({
      where: { id: first.switchId },
      data: { createdAt: new Date(Date.now() - 25 * 3_600_000) },
    });
    const second = await json(client.post(url, to("a.gguf", { idempotencyKey: "k" })));
    expect(second).toMatchObject({ state: "active", model: "a.gguf" });
  });

  test("the same body gets the stored answer, another body is a conflict", async () => {
    const first = await json(client.post(url, to("b.gguf", { idempotencyKey: "k" })));
    await client.post(url, to("a.gguf"));
    const again = await json(client.post(url, to("b.gguf", { idempotencyKey: "k" })));
    expect(again).toEqual(first);
    expect(await selected()).toMatchObject({ model: "a.gguf" });
    const other = await client.post(url, to("a.gguf", { idempotencyKey: "k" }));
    expect(other.status).toBe(409);
    expect(await json(other)).toMatchObject({ code: "idempotency_conflict" });
    expect(await outcomes()).toEqual(["active", "active", "active", "conflict"]);
  });

  test("the same key five times at once is one switch and five rows", async () => {
    const bodies = await Promise.all(
      Array.from({ length: 5 }, () => json(client.post(url, to("b.gguf", { idempotencyKey: "k" })))),
    );
    expect(new Set(bodies.map(({ switchId }) => switchId)).size).toBe(1);
    expect(await db().switch.count({ where: mine() })).toBe(1);
    expect(await outcomes()).toEqual(Array(5).fill("active"));
  });

  test("a key of another user means nothing", async () => {
    await client.post(url, to("b.gguf", { idempotencyKey: "k" }));
    const other = await new TestClient().become(await createUser());
    expect(await json(other.post(url, to("a.gguf", { idempotencyKey: "k" })))).toMatchObject({
      state: "active",
      model: "a.gguf",
    });
  });

  test("a stored failure is told again", async () => {
    const answer = client.post(url, to("cold.gguf", { idempotencyKey: "k" }));
    (await engine.preparation(0)).fail(problem("provider_failed", "It broke.", { provider: "llamacpp" }));
    const { requestId: _first, ...first } = await json(answer);
    const { requestId: _second, ...second } = await json(
      client.post(url, to("cold.gguf", { idempotencyKey: "k" })),
    );
    expect(second).toEqual(first);
  });
});

describe("undo", () => {
  test("puts the former selection back, as a switch of its own", async () => {
    await client.post(url, to("b.gguf"));
    const { switchId } = await json(client.post(url, to("a.gguf")));
    const undone = await json(client.send(`${url}/${switchId}/undo`, { method: "POST" }));
    expect(undone).toMatchObject({ state: "active", model: "b.gguf" });
    expect(undone.switchId).not.toBe(switchId);
    expect(await outcomes()).toEqual(["active", "active", "active"]);
  });

  test("there is nothing to undo when a newer choice stands, or when it was undone already", async () => {
    const { switchId } = await json(client.post(url, to("b.gguf")));
    await client.post(url, to("a.gguf"));
    const response = await client.send(`${url}/${switchId}/undo`, { method: "POST" });
    expect(response.status).toBe(409);
    expect(await json(response)).toMatchObject({ code: "nothing_to_undo", current: { model: "a.gguf" } });
    expect(await outcomes()).toEqual(["active", "active", "conflict"]);
  });
});

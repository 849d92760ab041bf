import { describe, expect, test } from "vitest";
import type { UserActor } from "@/lib/access/actor";
import { SwitchRecord } from "@/lib/contract/models";
import { db } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import type { FakeProvider } from "@/tests/factories/fake-provider";
import { eventOf, json, outcomes, selected, to, trail, useSwitchWorld } from "@/tests/factories/switch-world";
import { createUser } from "@/tests/factories/user";
import { TestClient } from "@/tests/setup/client";

const url = "/api/models/switch";
let engine: FakeProvider;
let actor: UserActor;
let client: TestClient;

useSwitchWorld((world) => {
  ({ engine, actor, client } = world);
});

const mine = () => ({ userId: actor.id });

describe("a model that is ready", () => {
  test("is active at once, with one row in the trail and an event to every tab", async () => {
    const changed = eventOf(actor, "selection.changed");
    const response = await client.post(url, to("b.gguf"));
    expect(response.status).toBe(200);
    const answer = await json(response);
    expect(answer).toMatchObject({ success: true, provider: "llamacpp", model: "b.gguf", state: "active" });
    expect(answer.selection).toMatchObject({ model: "b.gguf", tier: "standard", version: 1, source: "user" });
    expect(response.headers.get("ratelimit")).toMatch(/^"switch";r=29;t=\d+$/);
    expect((await changed).data.selection).toEqual(answer.selection);
    expect(await selected(client)).toEqual(answer.selection);
    const [row, ...more] = await trail(actor);
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
    expect(await trail(actor)).toEqual([]);
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
    expect(await selected(client)).toMatchObject({ model: "a.gguf" });
    const other = await client.post(url, to("a.gguf", { idempotencyKey: "k" }));
    expect(other.status).toBe(409);
    expect(await json(other)).toMatchObject({ code: "idempotency_conflict" });
    expect(await outcomes(actor)).toEqual(["active", "active", "active", "conflict"]);
  });

  test("the same key five times at once is one switch and five rows", async () => {
    const bodies = await Promise.all(
      Array.from({ length: 5 }, () => json(client.post(url, to("b.gguf", { idempotencyKey: "k" })))),
    );
    expect(new Set(bodies.map(({ switchId }) => switchId)).size).toBe(1);
    expect(await db().switch.count({ where: mine() })).toBe(1);
    expect(await outcomes(actor)).toEqual(Array(5).fill("active"));
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
    expect(await outcomes(actor)).toEqual(["active", "active", "active"]);
  });

  test("there is nothing to undo when a newer choice stands, or when it was undone already", async () => {
    const { switchId } = await json(client.post(url, to("b.gguf")));
    await client.post(url, to("a.gguf"));
    const response = await client.send(`${url}/${switchId}/undo`, { method: "POST" });
    expect(response.status).toBe(409);
    expect(await json(response)).toMatchObject({ code: "nothing_to_undo", current: { model: "a.gguf" } });
    expect(await outcomes(actor)).toEqual(["active", "active", "conflict"]);
  });
});

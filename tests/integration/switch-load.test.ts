import { describe, expect, test } from "vitest";
import type { UserActor } from "@/lib/access/actor";
import { SwitchRecord } from "@/lib/contract/models";
import { db } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { reapSwitches } from "@/lib/services/switches/reap-switches";
import { type FakeProvider, installProviders } from "@/tests/factories/fake-provider";
import { eventOf, json, outcomes, selected, to, trail, useSwitchWorld } from "@/tests/factories/switch-world";
import type { TestClient } from "@/tests/setup/client";

const url = "/api/models/switch";
const wait = { headers: { prefer: "respond-async" } };
let engine: FakeProvider;
let actor: UserActor;
let client: TestClient;

useSwitchWorld((world) => {
  ({ engine, actor, client } = world);
});

const mine = () => ({ userId: actor.id });

describe("a model that has to be loaded", () => {
  test("waiting form: the old selection stands until the commit, then the new one", async () => {
    const answer = json(client.post(url, to("cold.gguf")));
    const load = await engine.preparation(0);
    expect(await selected(client)).toMatchObject({ model: "a.gguf" });
    load.finish();
    expect(await answer).toMatchObject({ state: "active", selection: { model: "cold.gguf" } });
    expect(await outcomes(actor)).toEqual(["active"]);
  });

  test("says how long it probably takes and how long at most, as the engine last told", async () => {
    engine.add("known.gguf", { status: "cold", etaMs: 2000, etaP90Ms: 5000 });
    await installProviders(engine);
    const warming = eventOf(actor, "switch.warming");
    const ask = () => json(client.post(url, to("known.gguf", { idempotencyKey: "one" }), wait));
    expect(await ask()).toMatchObject({ state: "warming", etaMs: 2000, etaP90Ms: 5000 });
    expect((await warming).data).toMatchObject({ etaMs: 2000, etaP90Ms: 5000 });
    const load = await engine.preparation(0);
    load.wait({ position: 2, etaMs: 40_000, etaP90Ms: 90_000 });
    expect(await ask()).toMatchObject({ etaMs: 40_000, etaP90Ms: 90_000, queuePosition: 2 });
    const active = eventOf(actor, "switch.active");
    load.finish();
    await active;
  });

  test("async form: 202 at once, progress as events, then active", async () => {
    const active = eventOf(actor, "switch.active");
    const warming = eventOf(actor, "switch.warming");
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
    expect(await selected(client)).toMatchObject({ model: "b.gguf" });
    expect(await outcomes(actor)).toEqual(["active", "rolled_back"]);
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
    expect(await selected(client)).toMatchObject({ model: "b.gguf" });
    expect((await outcomes(actor)).toSorted()).toEqual(["active", "superseded"]);
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
    expect(await outcomes(actor)).toEqual(["active", "active", "active"]);
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
    expect(await outcomes(actor)).toEqual(["cancelled"]);
  });

  test("cancelling one of two equal wishes leaves the other its load", async () => {
    const first = client.post(url, to("cold.gguf"));
    const load = await engine.preparation(0);
    const second = await json(client.post(url, to("cold.gguf"), wait));
    const active = eventOf(actor, "switch.active");
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
    expect(await selected(client)).toMatchObject({ model: "b.gguf" });
    expect(await outcomes(actor)).toEqual(["active"]);
  });

  test("a restart of the site rolls back what was warming, once", async () => {
    await client.post(url, to("cold.gguf"), wait);
    expect(await reapSwitches()).toBe(1);
    expect(await reapSwitches()).toBe(0);
    expect(await db().switch.findFirstOrThrow({ where: mine() })).toMatchObject({ state: "rolled_back" });
    expect(await trail(actor)).toMatchObject([
      { outcome: "rolled_back", actorId: actor.id, target: "llamacpp/cold.gguf" },
    ]);
  });
});

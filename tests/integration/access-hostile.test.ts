import { beforeEach, describe, expect, test } from "vitest";
import type { UserActor } from "@/lib/access/actor";
import { db } from "@/lib/db/client";
import { events } from "@/lib/events/bus";
import { FakeProvider, installProviders } from "@/tests/factories/fake-provider";
import { createUser } from "@/tests/factories/user";
import { auditRows } from "@/tests/setup/audit";
import { TestClient } from "@/tests/setup/client";
import { createTestDatabase } from "@/tests/setup/database";

let engine: FakeProvider;
let actor: UserActor;
let client: TestClient;
const pro = { provider: "llamacpp", model: "pro.gguf" };
const standard = { provider: "llamacpp", model: "a.gguf" };

beforeEach(async () => {
  await createTestDatabase();
  engine = new FakeProvider().add("a.gguf").add("pro.gguf").add("cold.gguf", { status: "cold" });
  await installProviders(engine);
  await db().modelProfile.updateMany({
    where: { modelId: { in: ["pro.gguf", "cold.gguf"] } },
    data: { tierId: "pro" },
  });
  actor = await createUser();
  client = await new TestClient().become(actor);
});

type Json = Record<string, unknown>;
const json = async (response: Response) => (await response.json()) as Json;
const say = (id: string, more: Json = {}, by = client) =>
  by.post("/api/chat", {
    id,
    message: { id: crypto.randomUUID(), role: "user", parts: [{ type: "text", text: "Hello" }] },
    ...more,
  });
const selected = async () => ((await json(await client.get("/api/models"))) as { selection: Json }).selection;
const profile = (modelId: string, data: { enabled?: boolean; maintenanceUntil?: Date; tierId?: string }) =>
  db().modelProfile.updateMany({ where: { modelId }, data });
const inAnHour = () => new Date(Date.now() + 3_600_000);
/** Metadata of the last answer in a chat, as it was stored. */
const lastAnswer = (conversationId: string) =>
  db().message.findFirstOrThrow({
    where: { conversationId, role: "assistant" },
    orderBy: { rowId: "desc" },
  });

describe("who asks for more than the account has", () => {
  test("is not believed a tier, a role or an owner in the body", async () => {
    for (const more of [{ tier: "pro" }, { accountTier: "pro" }, { role: "admin" }, { userId: "x" }]) {
      expect((await client.post("/api/models/switch", { ...pro, ...more })).status).toBe(400);
      expect((await client.post("/api/models/tier", { tier: "pro", ...more, role: "admin" })).status).toBe(
        400,
      );
      expect((await say(crypto.randomUUID(), more)).status).toBe(400);
      expect((await client.patch("/api/settings", more)).status).toBe(400);
    }
    expect((await client.patch("/api/settings", { activeTier: "pro" })).status).toBe(400);
    expect((await client.post("/api/models/switch", { ...standard, model: "../pro.gguf" })).status).toBe(404);
    expect(await db().generation.count()).toBe(0);
  });

  test("is refused through chat and regenerate, with a row each, and nothing is served", async () => {
    const id = crypto.randomUUID();
    await (await say(id)).text();
    const before = await db().message.count();
    const byChat = await say(crypto.randomUUID(), { model: pro });
    const byRegenerate = await client.post("/api/chat", { id, trigger: "regenerate-message", model: pro });
    for (const response of [byChat, byRegenerate])
      expect(await json(response)).toMatchObject({ status: 403, code: "tier_locked", requiredTier: "pro" });
    expect(await db().message.count()).toBe(before);
    expect(await db().generation.count()).toBe(1);
    const row = { outcome: "denied", actorId: actor.id, target: "llamacpp/pro.gguf", reason: "tier_locked" };
    expect(await auditRows("model.use")).toMatchObject([
      { ...row, details: { through: "chat", requiredTier: "pro" } },
      { ...row, details: { through: "regenerate", conversationId: id } },
    ]);
  });

  test("may not watch another's answer, whatever is in it", async () => {
    const owner = await new TestClient().become(await createUser({ accountTier: "pro" }));
    const id = crypto.randomUUID();
    await (await say(id, { model: pro }, owner)).text();
    expect((await client.get(`/api/chat/${id}/stream`)).status).toBe(404);
    expect((await client.get(`/api/conversations/${id}`)).status).toBe(404);
  });
});

test("a grant that has ended opens nothing: not the switch, not the tier, not the chat that used it", async () => {
  const { id: grantId } = await db().tierGrant.create({
    data: { userId: actor.id, tierId: "pro", until: inAnHour() },
  });
  expect((await client.post("/api/models/switch", pro)).status).toBe(200);
  const id = crypto.randomUUID();
  await (await say(id)).text();
  expect(await lastAnswer(id)).toMatchObject({ servedModel: "pro.gguf" });
  await db().tierGrant.update({ where: { id: grantId }, data: { until: new Date(Date.now() - 1) } });
  expect((await client.post("/api/models/switch", pro)).status).toBe(403);
  expect((await client.post("/api/models/tier", { tier: "pro" })).status).toBe(403);
  expect((await say(id, { model: pro })).status).toBe(403);
  await (await say(id)).text();
  expect(await lastAnswer(id)).toMatchObject({
    requestedModel: "pro.gguf",
    servedModel: "a.gguf",
    reason: "tier_locked",
  });
});

test("a grant that ends while the model loads does not commit: what was active still is", async () => {
  await client.post("/api/models/switch", standard);
  const grant = await db().tierGrant.create({ data: { userId: actor.id, tierId: "pro", until: inAnHour() } });
  const pending = client.post("/api/models/switch", { provider: "llamacpp", model: "cold.gguf" });
  const load = await engine.preparation(0);
  await db().tierGrant.delete({ where: { id: grant.id } });
  load.finish();
  const answer = await json(await pending);
  expect(answer).toMatchObject({ status: 403, code: "tier_locked", current: { model: "a.gguf" } });
  expect(await selected()).toMatchObject({ model: "a.gguf" });
  expect(await auditRows("model.switch")).toMatchObject([{ outcome: "active" }, { outcome: "denied" }]);
});

test("another user's idempotency key is nothing but a word: neither the answer nor the tier comes with it", async () => {
  const owner = await new TestClient().become(await createUser({ accountTier: "pro" }));
  const idempotencyKey = "one-and-the-same";
  const first = await json(await owner.post("/api/models/switch", { ...pro, idempotencyKey }));
  expect(first).toMatchObject({ state: "active", model: "pro.gguf" });
  const stolen = await json(await client.post("/api/models/switch", { ...pro, idempotencyKey }));
  expect(stolen).toMatchObject({ status: 403, code: "tier_locked" });
  expect(stolen.switchId).not.toBe(first.switchId);
  expect((await client.get(`/api/models/switch/${String(first.switchId)}`)).status).toBe(404);
  expect(await auditRows("model.switch")).toMatchObject([
    { outcome: "active" },
    { outcome: "denied", actorId: actor.id },
  ]);
});

describe.each([
  [
    "switched off",
    { enabled: false },
    "admin",
    { status: 403, code: "forbidden", reason: "admin" },
    "switched_off",
  ],
  [
    "under maintenance",
    { maintenanceUntil: inAnHour() },
    "maintenance",
    { status: 503, code: "model_unavailable", reason: "maintenance" },
    "maintenance",
  ],
] as const)("a model that is %s", (_how, change, reason, refused, servedReason) => {
  test("is refused to everybody, admins too, by every door, and lists say why", async () => {
    await profile("pro.gguf", change);
    client = await new TestClient().become(await createUser({ role: "admin" }));
    const models = (await json(await client.get("/api/models"))) as {
      providers: { models: { id: string; access: Json }[] }[];
    };
    const listed = models.providers[0]?.models.find(({ id }) => id === "pro.gguf");
    expect(listed?.access).toEqual({ allowed: false, reason });
    const status = await json(await client.get("/api/models/status?model=pro.gguf"));
    expect(status).toMatchObject({ models: [{ available: false, reason }] });
    expect(await json(await client.post("/api/models/switch", pro))).toMatchObject(refused);
    expect(await json(await say(crypto.randomUUID(), { model: pro }))).toMatchObject(refused);
    expect(await db().generation.count()).toBe(0);
  });

  test("and that is selected is stood in for, and the answer says so", async () => {
    await profile("pro.gguf", { tierId: "standard" });
    expect((await client.post("/api/models/switch", pro)).status).toBe(200);
    await profile("pro.gguf", change);
    expect(await selected()).toMatchObject({ model: "a.gguf", fallbackFrom: { model: "pro.gguf", reason } });
    const id = crypto.randomUUID();
    await (await say(id)).text();
    expect(await lastAnswer(id)).toMatchObject({
      requestedModel: "pro.gguf",
      servedModel: "a.gguf",
      reason: servedReason,
    });
    await profile("pro.gguf", { enabled: true, maintenanceUntil: new Date(Date.now() - 1) });
    expect(await selected()).toMatchObject({ model: "pro.gguf" });
  });
});

test("an admin closes a profile until a time and opens it again: told, audited, and nobody else's to do", async () => {
  const { id } = await db().modelProfile.findFirstOrThrow({ where: { modelId: "a.gguf" } });
  const url = `/api/admin/profiles/${id}`;
  const boss = await new TestClient().become(await createUser({ role: "admin" }));
  const heard: string[] = [];
  events().subscribe(actor.id, ({ event }) => heard.push(event.name));
  const maintenanceUntil = inAnHour().toISOString();
  expect(await json(await boss.patch(url, { maintenanceUntil }))).toMatchObject({
    profile: { id, enabled: true, maintenanceUntil },
  });
  expect((await client.post("/api/models/switch", standard)).status).toBe(503);
  await boss.patch(url, { maintenanceUntil: null, enabled: false });
  expect((await client.post("/api/models/switch", standard)).status).toBe(403);
  await boss.patch(url, { enabled: true });
  await boss.patch(url, { enabled: true });
  expect((await client.post("/api/models/switch", standard)).status).toBe(200);
  expect(heard.filter((name) => name === "entitlement.changed")).toHaveLength(3);
  expect(await auditRows("profile.change")).toMatchObject([
    { target: id, from: { maintenanceUntil: null }, to: { maintenanceUntil } },
    { to: { enabled: false } },
    { to: { enabled: true } },
  ]);
  expect((await client.patch(url, { enabled: false })).status).toBe(403);
  expect((await boss.patch("/api/admin/profiles/none", { enabled: false })).status).toBe(404);
  expect((await boss.patch(url, { tierId: "pro" })).status).toBe(400);
  expect((await boss.patch(url, { maxTokens: 0 })).status).toBe(400);
  expect(await json(await boss.patch(url, { maxTokens: 200 }))).toMatchObject({
    profile: { enabled: true, maintenanceUntil: null, maxTokens: 200 },
  });
});

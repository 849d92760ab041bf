import { beforeEach, expect, test } from "vitest";
import type { UserActor } from "@/lib/access/actor";
import { db } from "@/lib/db/client";
import { events } from "@/lib/events/bus";
import { isEnabled } from "@/lib/flags/is-enabled";
import { FakeProvider, installProviders } from "@/tests/factories/fake-provider";
import { contextOf, createUser } from "@/tests/factories/user";
import { auditRows } from "@/tests/setup/audit";
import { TestClient } from "@/tests/setup/client";
import { createTestDatabase } from "@/tests/setup/database";

const url = "/api/admin/flags/tier-selector";
let admin: UserActor;
let user: UserActor;
let client: TestClient;
let userClient: TestClient;

beforeEach(async () => {
  await createTestDatabase();
  await installProviders(new FakeProvider().add("a.gguf"));
  admin = await createUser({ role: "admin" });
  user = await createUser();
  client = await new TestClient().become(admin);
  userClient = await new TestClient().become(user);
});

const seeded = {
  key: "tier-selector",
  enabled: true,
  percentage: 100,
  tiers: [],
  userIds: [],
  version: 0,
};
const json = async (response: Response) => (await response.json()) as Record<string, unknown>;
async function refusal(response: Response) {
  return { status: response.status, code: (await json(response)).code };
}
const put = (body: object, by = client) => by.put(url, body);
const tiers = async (by = userClient) => (await by.get("/api/models/tiers")).status;

test("is on for everybody on a new site, and is changed, audited and told to every open page", async () => {
  const heard: unknown[] = [];
  events().subscribe(user.id, ({ event }) => heard.push(event));
  expect(await json(await client.get(url))).toEqual(seeded);
  expect(await json(await client.get("/api/admin/flags"))).toEqual({ items: [seeded], nextCursor: null });
  expect(await tiers()).toBe(200);
  const saved = await put({ ...seeded, enabled: false });
  expect(await json(saved)).toEqual({ ...seeded, enabled: false, version: 1 });
  expect(heard).toEqual([{ name: "flag.changed", data: { key: "tier-selector", enabled: false } }]);
  expect(await auditRows("flag.change")).toMatchObject([
    {
      actorId: admin.id,
      target: "tier-selector",
      from: { enabled: true },
      to: { enabled: false },
      details: { version: 1 },
    },
  ]);
});

test("off: the tier API answers feature_off and keeps its row, models can still be switched", async () => {
  await put({ ...seeded, enabled: false });
  const off = { status: 403, code: "feature_off" };
  expect(await refusal(await userClient.get("/api/models/tiers"))).toEqual(off);
  expect(await refusal(await userClient.post("/api/models/tier", { tier: "standard" }))).toEqual(off);
  expect((await userClient.get("/api/models")).status).toBe(200);
  const toModel = { provider: "llamacpp", model: "a.gguf" };
  expect((await userClient.post("/api/models/switch", toModel)).status).toBe(200);
  expect(await auditRows("model.switch")).toMatchObject([
    { outcome: "denied", target: "tier:standard", reason: "feature_off" },
    { outcome: "active" },
  ]);
});

test("on for named users and listed account tiers only", async () => {
  const pro = await createUser({ accountTier: "pro" });
  const saved = await put({ ...seeded, percentage: 0, tiers: ["pro"], userIds: [user.id] });
  expect(saved.status).toBe(200);
  expect(await tiers()).toBe(200);
  expect(await tiers(await new TestClient().become(pro))).toBe(200);
  expect(await tiers(await new TestClient().become(await createUser()))).toBe(403);
  const ctx = contextOf(user);
  expect(await isEnabled(ctx, "tier-selector")).toBe(true);
  expect(ctx.flags).toEqual({ "tier-selector": "user" });
});

test("a flag that is gone from the database is off", async () => {
  await db().featureFlag.deleteMany();
  const ctx = contextOf(user);
  expect(await isEnabled(ctx, "tier-selector")).toBe(false);
  expect(ctx.flags).toEqual({ "tier-selector": "error" });
  expect((await client.get(url)).status).toBe(404);
});

test("of two admins at once one is told, and what GET answers can be put back", async () => {
  const answers = await Promise.all([put({ ...seeded, percentage: 10 }), put({ ...seeded, percentage: 20 })]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect((await put(await json(await client.get(url)))).status).toBe(200);
  expect(await auditRows("flag.change")).toHaveLength(1);
});

test("is refused for what there is not, out of bounds, other fields, other flags, and everybody but admins", async () => {
  for (const more of [
    { percentage: 101 },
    { percentage: 1.5 },
    { tiers: ["gold"] },
    { userIds: ["nobody"] },
    { enabled: "yes" },
    { rollout: 5 },
  ])
    expect(await refusal(await put({ ...seeded, ...more }))).toEqual({
      status: 400,
      code: "invalid_request",
    });
  expect((await client.put("/api/admin/flags/other", seeded)).status).toBe(404);
  expect((await put({ ...seeded, enabled: false }, userClient)).status).toBe(403);
  expect((await userClient.get(url)).status).toBe(403);
  expect(await json(await client.get(url))).toEqual(seeded);
});

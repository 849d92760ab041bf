import { beforeEach, describe, expect, test } from "vitest";
import type { UserActor } from "@/lib/access/actor";
import type { SiteEvent } from "@/lib/contract/events";
import { db } from "@/lib/db/client";
import { events } from "@/lib/events/bus";
import { tellEndedGrants } from "@/lib/services/grants/start-grant-clock";
import { createChatWorld, StreamReader, type Chatter } from "@/tests/factories/conversation";
import { createUser } from "@/tests/factories/user";
import { auditRows } from "@/tests/setup/audit";
import { TestClient } from "@/tests/setup/client";
import { createTestDatabase } from "@/tests/setup/database";

let admin: UserActor;
let user: UserActor;
let client: TestClient;
let userClient: TestClient;

beforeEach(async () => {
  await createTestDatabase();
  admin = await createUser({ role: "admin" });
  user = await createUser();
  client = await new TestClient().become(admin);
  userClient = await new TestClient().become(user);
});

const seeded = { standard: ["standard"], pro: ["standard", "pro"], code: ["standard", "code"] };
const opened = { ...seeded, standard: ["standard", "code"] };
const permissions = "/api/admin/permissions";
const json = async (response: Response) => (await response.json()) as Record<string, unknown>;
async function refusal(response: Response) {
  return { status: response.status, code: (await json(response)).code };
}
function heardBy(id: string): SiteEvent[] {
  const heard: SiteEvent[] = [];
  events().subscribe(id, ({ event }) => heard.push(event));
  return heard;
}
const tierOf = async (by: TestClient, id: string) => {
  const { tiers } = (await json(await by.get("/api/models/tiers"))) as {
    tiers: { id: string; displayName: string; access: { allowed: boolean } }[];
  };
  return tiers.find((tier) => tier.id === id);
};
const allowed = async (by: TestClient, id: string) => (await tierOf(by, id))?.access.allowed;

describe("the permission matrix", () => {
  test("is read, saved, counts from the next request on, is audited and told to the people concerned", async () => {
    const pro = await createUser({ accountTier: "pro" });
    const concerned = heardBy(user.id);
    const others = heardBy(pro.id);
    expect(await json(await client.get(permissions))).toEqual({ matrix: seeded, version: 0 });
    expect(await allowed(userClient, "code")).toBe(false);
    const saved = await client.put(permissions, { matrix: opened, version: 0 });
    expect(saved.status).toBe(200);
    expect(await json(saved)).toEqual({ matrix: opened, version: 1 });
    expect(await allowed(userClient, "code")).toBe(true);
    expect(concerned).toEqual([{ name: "entitlement.changed", data: { accountTier: "standard" } }]);
    expect(others).toEqual([]);
    expect(await auditRows("permissions.change")).toMatchObject([
      {
        actorId: admin.id,
        from: { standard: ["standard"] },
        to: { standard: ["standard", "code"] },
        details: { version: 1 },
      },
    ]);
  });

  test("what GET answers can be put back as it is: nothing changes, no row is written", async () => {
    expect((await client.put(permissions, await json(await client.get(permissions)))).status).toBe(200);
    expect(await json(await client.get(permissions))).toMatchObject({ version: 0 });
    expect(await auditRows("permissions.change")).toEqual([]);
  });

  test("of two admins who edit the same version one is told, and loses nothing silently", async () => {
    const put = (matrix: object) => client.put(permissions, { matrix, version: 0 });
    const answers = await Promise.all([put(opened), put({ ...seeded, code: ["code"] })]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const loser = answers.find(({ status }) => status === 409);
    expect(loser && (await refusal(loser))).toEqual({ status: 409, code: "version_conflict" });
    expect(await json(await client.get(permissions))).toMatchObject({ version: 1 });
  });

  test("is refused for tiers that there are not, other shapes, and everybody but admins", async () => {
    for (const body of [
      { matrix: { gold: [] }, version: 0 },
      { matrix: { standard: ["gold"] }, version: 0 },
      { matrix: seeded },
      { matrix: seeded, version: 0, force: true },
    ])
      expect(await refusal(await client.put(permissions, body))).toEqual({
        status: 400,
        code: "invalid_request",
      });
    expect((await userClient.put(permissions, { matrix: opened, version: 0 })).status).toBe(403);
    expect((await userClient.get(permissions)).status).toBe(403);
    expect((await json(await client.get(permissions))).version).toBe(0);
  });
});

describe("the effect, before it is saved", () => {
  test("counts who gains and who loses; admins, the disabled and people with a grant are not touched", async () => {
    for (const accountTier of ["pro", "pro", "pro"]) await createUser({ accountTier });
    const granted = await createUser({ accountTier: "pro" });
    await db().tierGrant.create({ data: { userId: granted.id, tierId: "pro" } });
    const expired = await createUser({ accountTier: "pro" });
    await db().tierGrant.create({ data: { userId: expired.id, tierId: "pro", until: new Date(0) } });
    await createUser({ accountTier: "pro", role: "admin" });
    const off = await createUser({ accountTier: "pro" });
    await db().user.update({ where: { id: off.id }, data: { disabledAt: new Date() } });
    await db().userSettings.update({ where: { userId: expired.id }, data: { activeTier: "pro" } });
    const preview = await client.post(`${permissions}/preview`, {
      matrix: { standard: ["standard", "code"], pro: ["standard"], code: ["standard", "code"] },
    });
    expect(await json(preview)).toEqual({
      gains: { code: 1 },
      loses: { pro: 4 },
      active: { pro: 1 },
      runningAnswers: 0,
    });
    expect(await json(await client.get(permissions))).toEqual({ matrix: seeded, version: 0 });
  });

  test("names the people where it is asked to, and only those for whom the cell decides", async () => {
    const pro = await createUser({ accountTier: "pro" });
    await createUser({ accountTier: "pro", role: "admin" });
    const preview = await client.post(`${permissions}/preview`, {
      matrix: { ...seeded, standard: ["standard", "code"], pro: ["standard"] },
      withPeople: true,
    });
    const row = ({ id, name, email, accountTier }: UserActor) => ({ id, name, email, accountTier });
    expect((await json(preview)).people).toEqual([
      { ...row(user), tier: "code", change: "gains" },
      { ...row(pro), tier: "pro", change: "loses" },
    ]);
  });

  test("counts answers that are running; they finish on the model that they began with", async () => {
    const world = await createChatWorld();
    const chatter: Chatter = await world.signIn({ accountTier: "pro" });
    await world.database.modelProfile.updateMany({
      where: { modelId: "beta.gguf" },
      data: { tierId: "pro" },
    });
    const boss = await (await world.signIn({ role: "admin" })).client();
    const id = crypto.randomUUID();
    const named = { model: { provider: "llamacpp", model: "beta.gguf" } };
    const stream = new StreamReader(await chatter.send(id, "Hello", named));
    const answer = await world.provider.nextAnswer();
    answer.say("Hi");
    await stream.untilText("Hi");
    const matrix = { ...seeded, pro: ["standard"] };
    expect(await json(await boss.post(`${permissions}/preview`, { matrix }))).toMatchObject({
      loses: { pro: 1 },
      runningAnswers: 1,
    });
    expect((await boss.put(permissions, { matrix, version: 0 })).status).toBe(200);
    answer.say(" there");
    answer.finish();
    expect((await stream.rest()).text).toBe("Hi there");
    expect(await refusal(await chatter.send(id, "And?", named))).toEqual({
      status: 403,
      code: "tier_locked",
    });
  });
});

describe("a grant", () => {
  const grants = () => `/api/admin/users/${user.id}/grants`;
  const until = () => new Date(Date.now() + 3_600_000).toISOString();

  test("opens a tier to one person until it ends or is taken back, and is listed", async () => {
    const heard = heardBy(user.id);
    const end = until();
    const made = await client.post(grants(), { tier: "pro", until: end });
    expect(made.status).toBe(201);
    const { grant } = (await json(made)) as { grant: { id: string } };
    expect(grant).toEqual({ id: expect.any(String), tier: "pro", until: end });
    expect(await allowed(userClient, "pro")).toBe(true);
    expect(await json(await client.get(`/api/admin/users/${user.id}`))).toMatchObject({
      user: { id: user.id, grants: [grant] },
    });
    expect(await json(await client.get("/api/admin/grants"))).toMatchObject({
      items: [{ ...grant, user: { id: user.id } }],
      nextCursor: null,
    });
    expect((await client.delete(`${grants()}/${grant.id}`)).status).toBe(204);
    expect(await allowed(userClient, "pro")).toBe(false);
    expect(heard.map(({ name }) => name)).toEqual(["entitlement.changed", "entitlement.changed"]);
    expect(await auditRows("grant.create")).toMatchObject([
      { actorId: admin.id, target: user.id, to: { tier: "pro" }, details: { grantId: grant.id } },
    ]);
    expect(await auditRows("grant.end")).toMatchObject([{ target: user.id, details: { grantId: grant.id } }]);
  });

  test("keeps why it was given, in the list and in the trail", async () => {
    const made = await client.post(grants(), { tier: "pro", reason: " trial after incident " });
    expect(await json(made)).toMatchObject({ grant: { reason: "trial after incident" } });
    expect(await json(await client.get("/api/admin/grants"))).toMatchObject({
      items: [{ tier: "pro", reason: "trial after incident" }],
    });
    expect(await auditRows("grant.create")).toMatchObject([{ reason: "trial after incident" }]);
  });

  test("that has ended counts no more, from that moment on, and is no longer listed", async () => {
    await client.post(grants(), { tier: "pro", until: until() });
    await db().tierGrant.updateMany({ data: { until: new Date(Date.now() - 1) } });
    expect(await allowed(userClient, "pro")).toBe(false);
    const { user: seen } = (await json(await client.get(`/api/admin/users/${user.id}`))) as {
      user: { grants: unknown[] };
    };
    expect(seen.grants).toEqual([]);
    expect(await json(await client.get("/api/admin/grants"))).toEqual({ items: [], nextCursor: null });
  });

  test("that ends is told to the open pages of its owner, once", async () => {
    const until = new Date("2030-01-01T12:00:00.000Z");
    await db().tierGrant.create({ data: { userId: user.id, tierId: "pro", until } });
    const heard = heardBy(user.id);
    const others = heardBy(admin.id);
    const at = (ms: number) => new Date(until.getTime() + ms);
    await tellEndedGrants(at(-2), at(-1));
    expect(heard).toEqual([]);
    await tellEndedGrants(at(-1), at(0));
    await tellEndedGrants(at(0), at(1));
    expect(heard).toEqual([{ name: "entitlement.changed", data: { accountTier: "standard" } }]);
    expect(others).toEqual([]);
  });

  test("is refused for unknown people and tiers, a past end, another's path, and everybody but admins", async () => {
    expect(await refusal(await client.post("/api/admin/users/nobody/grants", { tier: "pro" }))).toEqual({
      status: 404,
      code: "not_found",
    });
    for (const body of [
      { tier: "gold" },
      { tier: "pro", until: new Date(0).toISOString() },
      { tier: "pro", until: "tomorrow" },
      { tier: "pro", userId: admin.id },
    ])
      expect(await refusal(await client.post(grants(), body))).toEqual({
        status: 400,
        code: "invalid_request",
      });
    expect((await userClient.post(grants(), { tier: "pro" })).status).toBe(403);
    const { id } = await db().tierGrant.create({ data: { userId: user.id, tierId: "pro" } });
    expect((await client.delete(`/api/admin/users/${admin.id}/grants/${id}`)).status).toBe(404);
    expect((await userClient.delete(`${grants()}/${id}`)).status).toBe(403);
    expect(await db().tierGrant.count()).toBe(1);
    expect(await db().auditEvent.count()).toBe(0);
  });
});

describe("tiers", () => {
  const url = "/api/admin/tiers";
  const order = async () =>
    ((await json(await client.get(url))) as { items: { id: string }[] }).items.map(({ id }) => id);

  test("are added at the end with a row of their own, renamed, moved and removed again", async () => {
    const made = await client.post(url, { displayName: "Lab & Co" });
    expect(made.status).toBe(201);
    expect(await json(made)).toEqual({
      tier: { id: "lab-co", displayName: "Lab & Co", description: "", order: 3, profiles: 0, accounts: 0 },
    });
    expect(await json(await client.get(permissions))).toEqual({
      matrix: { ...seeded, "lab-co": ["standard", "lab-co"] },
      version: 1,
    });
    expect(await tierOf(userClient, "lab-co")).toMatchObject({
      access: { allowed: false, requiredTier: "lab-co" },
    });
    const moved = await client.patch(`${url}/lab-co`, { displayName: "Lab", order: 1 });
    expect(await json(moved)).toMatchObject({ tier: { id: "lab-co", displayName: "Lab", order: 1 } });
    expect(await order()).toEqual(["standard", "lab-co", "pro", "code"]);
    expect((await client.delete(`${url}/lab-co`)).status).toBe(204);
    expect(await json(await client.get(permissions))).toEqual({ matrix: seeded, version: 3 });
    expect(await auditRows("tier.create")).toMatchObject([
      { target: "lab-co", to: { displayName: "Lab & Co" } },
    ]);
    expect(await auditRows("tier.change")).toMatchObject([{ from: { displayName: "Lab & Co", order: 3 } }]);
    expect(await auditRows("tier.delete")).toMatchObject([{ target: "lab-co" }]);
  });

  test("a matrix that was read before a tier came is told so", async () => {
    await client.post(url, { displayName: "Lab" });
    expect((await client.put(permissions, { matrix: opened, version: 0 })).status).toBe(409);
  });

  test("with profiles or accounts stay, and so does standard", async () => {
    await createUser({ accountTier: "pro" });
    await db().modelProfile.create({
      data: { displayName: "C", internalName: "c", provider: "llamacpp", modelId: "c.gguf", tierId: "code" },
    });
    for (const id of ["standard", "pro", "code"])
      expect(await refusal(await client.delete(`${url}/${id}`))).toEqual({ status: 403, code: "forbidden" });
    expect(await order()).toEqual(["standard", "pro", "code"]);
  });

  test("are refused twice by the same name, with unknown tiers or fields, and to everybody but admins", async () => {
    for (const body of [
      { id: "pro", displayName: "Pro" },
      { displayName: "Lab", allows: ["gold"] },
      { displayName: "" },
      { id: "../x", displayName: "X" },
      { displayName: "X", position: 1 },
    ])
      expect(await refusal(await client.post(url, body))).toEqual({ status: 400, code: "invalid_request" });
    expect((await client.patch(`${url}/gold`, { displayName: "Gold" })).status).toBe(404);
    expect((await client.delete(`${url}/gold`)).status).toBe(404);
    expect((await userClient.post(url, { displayName: "X" })).status).toBe(403);
    expect((await userClient.patch(`${url}/pro`, { displayName: "X" })).status).toBe(403);
    expect((await userClient.delete(`${url}/pro`)).status).toBe(403);
    expect(await db().auditEvent.count()).toBe(0);
  });
});

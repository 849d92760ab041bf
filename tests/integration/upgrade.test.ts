import { beforeEach, describe, expect, test } from "vitest";
import type { UserActor } from "@/lib/access/actor";
import { SiteEvent } from "@/lib/contract/events";
import { ListedUpgradeRequest, UpgradeRequest } from "@/lib/contract/upgrade";
import { db } from "@/lib/db/client";
import { events } from "@/lib/events/bus";
import { setQuotas } from "@/lib/limits/take";
import { createUser } from "@/tests/factories/user";
import { auditRows } from "@/tests/setup/audit";
import { TestClient } from "@/tests/setup/client";
import { createTestDatabase } from "@/tests/setup/database";

let admin: UserActor;
let user: UserActor;
let client: TestClient;
let userClient: TestClient;
const url = "/api/upgrade-requests";

beforeEach(async () => {
  await createTestDatabase();
  admin = await createUser({ role: "admin" });
  user = await createUser({ name: "Ada" });
  client = await new TestClient().become(admin);
  userClient = await new TestClient().become(user);
});

type Json = Record<string, unknown>;
const json = async (response: Response) => (await response.json()) as Json;
const items = async (response: Response) => ((await response.json()) as { items: Json[] }).items;
async function refusal(response: Response) {
  return { status: response.status, code: (await json(response)).code };
}
function heardBy(id: string): SiteEvent[] {
  const heard: SiteEvent[] = [];
  events().subscribe(id, ({ event }) => heard.push(SiteEvent.parse(event)));
  return heard;
}
async function asked(tier = "pro", note = "Please"): Promise<UpgradeRequest> {
  const answer = (await json(await userClient.post(url, { tier, note }))) as { upgradeRequest: object };
  return UpgradeRequest.parse(answer.upgradeRequest);
}
const decide = (id: string, body: object, by = client) => by.patch(`/api/admin/upgrade-requests/${id}`, body);
const isOpen = async (tier: string) => {
  const { tiers } = (await json(await userClient.get("/api/models/tiers"))) as {
    tiers: { id: string; access: { allowed: boolean } }[];
  };
  return tiers.find(({ id }) => id === tier)?.access.allowed;
};
const accountTier = async () => (await db().user.findUniqueOrThrow({ where: { id: user.id } })).accountTier;

describe("asking for a tier", () => {
  test("puts a request down, tells the admins and is audited without the note", async () => {
    const heard = heardBy(admin.id);
    const response = await userClient.post(url, { tier: "pro", note: "for the report" });
    expect(response.status).toBe(201);
    const { upgradeRequest } = await json(response);
    expect(upgradeRequest).toMatchObject({ tier: "pro", note: "for the report", state: "pending" });
    expect(await items(await userClient.get(url))).toEqual([upgradeRequest]);
    const [listed] = await items(await client.get("/api/admin/upgrade-requests?state=pending"));
    expect(ListedUpgradeRequest.parse(listed)).toMatchObject({
      note: "for the report",
      user: { id: user.id, accountTier: "standard" },
    });
    expect(heard).toMatchObject([
      { name: "notice", data: { text: "Ada asks for Pro.", href: "/admin/upgrade-requests" } },
    ]);
    const [row] = await auditRows("upgrade.request");
    expect(row).toMatchObject({ actorId: user.id, target: "pro" });
    expect(JSON.stringify(row)).not.toContain("for the report");
  });

  test("is heard once in the other tabs of who asks, and by nobody else", async () => {
    const other = await createUser();
    const [mine, theirs] = [heardBy(user.id), heardBy(other.id)];
    const { id } = await asked();
    await asked();
    expect(mine).toMatchObject([{ name: "upgrade.changed", data: { id, tier: "pro", state: "pending" } }]);
    expect(theirs).toEqual([]);
  });

  test("again, also from many tabs at once, finds the open request", async () => {
    const answers = await Promise.all([1, 2, 3].map(() => userClient.post(url, { tier: "pro" })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 201]);
    expect((await userClient.post(url, { tier: "code" })).status).toBe(201);
    expect(await db().upgradeRequest.count()).toBe(2);
    expect(await auditRows("upgrade.request")).toHaveLength(2);
  });

  test("is refused for what there is not, what one has, other fields, too often, and without a session", async () => {
    for (const body of [
      { tier: "gold" },
      { tier: "standard" },
      { tier: "pro", state: "approved" },
      { tier: "pro", userId: admin.id },
      { tier: "pro", note: "x".repeat(501) },
    ])
      expect(await refusal(await userClient.post(url, body))).toEqual({
        status: 400,
        code: "invalid_request",
      });
    expect((await new TestClient().post(url, { tier: "pro" })).status).toBe(401);
    setQuotas({ "upgrade.user": 1 });
    expect((await userClient.post(url, { tier: "pro" })).status).toBe(429);
    expect(await db().upgradeRequest.count()).toBe(0);
  });

  test("shows everybody their own requests only", async () => {
    await asked();
    const other = await new TestClient().become(await createUser());
    expect(await items(await other.get(url))).toEqual([]);
    expect((await other.get("/api/admin/upgrade-requests")).status).toBe(403);
  });
});

describe("the decision", () => {
  test("to approve sets the account tier, and every open tab unlocks and is told", async () => {
    const { id } = await asked();
    const tabs = [heardBy(user.id), heardBy(user.id)];
    const response = await decide(id, { decision: "approve" });
    expect(response.status).toBe(200);
    expect(await json(response)).toMatchObject({ upgradeRequest: { id, state: "approved", until: null } });
    expect(await accountTier()).toBe("pro");
    expect(await isOpen("pro")).toBe(true);
    for (const heard of tabs)
      expect(heard).toMatchObject([
        { name: "entitlement.changed", data: { accountTier: "pro" } },
        { name: "notice", data: { text: "Pro is yours now." } },
        { name: "upgrade.changed", data: { id, tier: "pro", state: "approved" } },
      ]);
    expect(await auditRows("upgrade.decide")).toMatchObject([
      {
        actorId: admin.id,
        outcome: "approved",
        target: user.id,
        from: { accountTier: "standard" },
        to: { accountTier: "pro" },
        details: { upgradeRequestId: id },
      },
    ]);
  });

  test("to approve until a date records a grant, and the account stays as it was", async () => {
    const { id } = await asked();
    const until = new Date(Date.now() + 86_400_000).toISOString();
    expect(await json(await decide(id, { decision: "approve", until }))).toMatchObject({
      upgradeRequest: { state: "approved", until },
    });
    expect(await accountTier()).toBe("standard");
    expect(await isOpen("pro")).toBe(true);
    const [grant] = await db().tierGrant.findMany();
    expect(grant).toMatchObject({ userId: user.id, tierId: "pro", until: new Date(until) });
    expect(await auditRows("upgrade.decide")).toMatchObject([{ details: { grantId: grant?.id } }]);
    await db().tierGrant.updateMany({ data: { until: new Date(0) } });
    expect(await isOpen("pro")).toBe(false);
  });

  test("to decline says why, opens nothing, and one may ask again", async () => {
    const { id } = await asked();
    const heard = heardBy(user.id);
    await decide(id, { decision: "decline", reason: "the budget is spent" });
    expect(await isOpen("pro")).toBe(false);
    expect(heard).toMatchObject([
      { name: "notice", data: { text: "Your request for Pro was declined: the budget is spent" } },
      { name: "upgrade.changed", data: { id, state: "declined", reason: "the budget is spent" } },
    ]);
    expect(await items(await userClient.get(url))).toMatchObject([
      { id, state: "declined", reason: "the budget is spent" },
    ]);
    expect(await auditRows("upgrade.decide")).toMatchObject([{ outcome: "declined" }]);
    expect((await asked()).id).not.toBe(id);
  });

  test("is made once: of two admins at once one is told that it was decided", async () => {
    const { id } = await asked();
    const answers = await Promise.all([
      decide(id, { decision: "approve" }),
      decide(id, { decision: "decline" }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await auditRows("upgrade.decide")).toHaveLength(1);
    expect(await refusal(await decide(id, { decision: "approve" }))).toEqual({
      status: 409,
      code: "version_conflict",
    });
  });

  test("is nobody's but an admin's, and of a request that is there, with an end that is to come", async () => {
    const { id } = await asked();
    expect((await decide(id, { decision: "approve" }, userClient)).status).toBe(403);
    expect((await decide("none", { decision: "approve" })).status).toBe(404);
    for (const body of [
      { decision: "maybe" },
      { decision: "approve", until: new Date(0).toISOString() },
      { decision: "decline", until: new Date(Date.now() + 60_000).toISOString() },
      { decision: "approve", tier: "code" },
    ])
      expect((await decide(id, body)).status).toBe(400);
    expect(await accountTier()).toBe("standard");
    expect(await db().tierGrant.count()).toBe(0);
    expect(await auditRows("upgrade.decide")).toEqual([]);
  });
});

describe("notices", () => {
  const list = async (by = userClient) =>
    (await json(await by.get("/api/notices"))) as {
      items: { id: string; readAt: unknown }[];
      unread: number;
    };

  test("wait until they are read, each by each", async () => {
    const { id } = await asked();
    await decide(id, { decision: "approve" });
    await db().notice.create({
      data: { userId: null, text: "To everybody.", createdAt: new Date(Date.now() + 1000) },
    });
    const before = await list();
    expect(before.items).toMatchObject([{ text: "To everybody." }, { text: "Pro is yours now." }]);
    expect(before.unread).toBe(2);
    const first = before.items[0]?.id ?? "";
    const read = await userClient.post(`/api/notices/${first}/read`);
    expect(await json(read)).toMatchObject({ notice: { id: first, readAt: expect.any(String) } });
    expect((await userClient.post(`/api/notices/${first}/read`)).status).toBe(200);
    expect(await list()).toMatchObject({
      items: [{ readAt: expect.any(String) }, { readAt: null }],
      unread: 1,
    });
    expect((await list(client)).items[0]).toMatchObject({ id: first, readAt: null });
  });

  test("of another are not there, and news from before the account are none", async () => {
    const { id } = await asked();
    await decide(id, { decision: "approve" });
    await db().notice.create({ data: { userId: null, text: "Old.", createdAt: new Date(0) } });
    const mine = (await list()).items.map((notice) => notice.id);
    expect(mine).toHaveLength(1);
    const eve = await new TestClient().become(await createUser());
    expect((await list(eve)).items).toEqual([]);
    expect((await eve.post(`/api/notices/${mine[0]}/read`)).status).toBe(404);
  });
});

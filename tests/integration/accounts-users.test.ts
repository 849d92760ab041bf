import { beforeEach, describe, expect, test } from "vitest";
import type { UserActor } from "@/lib/access/actor";
import { db } from "@/lib/db/client";
import { events } from "@/lib/events/bus";
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
  admin = await createUser({ role: "admin", name: "Grace", password: "an admin's one" });
  user = await createUser({ name: "Ada", email: "ada@example.org" });
  client = await new TestClient().become(admin);
  userClient = await new TestClient().become(user);
});

const patch = (id: string, body: object, by = client) => by.patch(`/api/admin/users/${id}`, body);
async function refusal(response: Response) {
  return { status: response.status, code: ((await response.json()) as { code: string }).code };
}

describe("only an admin", () => {
  test.each([
    ["lists users", (by: TestClient) => by.get("/api/admin/users")],
    ["makes users", (by: TestClient) => by.post("/api/admin/users", { name: "X", email: "x@example.org" })],
    ["changes users", (by: TestClient) => patch(user.id, { role: "admin" }, by)],
  ])("%s", async (_what, send) => {
    expect(await refusal(await send(new TestClient()))).toEqual({ status: 401, code: "sign_in_required" });
    expect(await refusal(await send(userClient))).toEqual({ status: 403, code: "forbidden" });
    expect(await db().user.count()).toBe(2);
    expect(await db().auditEvent.count()).toBe(0);
  });

  test("and the site's own pages change anything", async () => {
    const send = (origin: string | null) =>
      client.post("/api/admin/users", { name: "X", email: "x@example.org" }, { origin });
    expect(await refusal(await send(null))).toEqual({ status: 403, code: "bad_origin" });
    expect(await refusal(await send("https://evil.example"))).toEqual({ status: 403, code: "bad_origin" });
  });

  test("an admin who was demoted a moment ago is none any more", async () => {
    await db().user.update({ where: { id: admin.id }, data: { role: "user" } });
    expect((await client.get("/api/admin/users")).status).toBe(403);
  });
});

describe("making a user", () => {
  test("with a password needs no invite; role and tier are as asked, and it is audited", async () => {
    const response = await client.post("/api/admin/users", {
      name: "Bo",
      email: "Bo@Example.org",
      password: "correct horse",
      role: "admin",
      accountTier: "code",
    });
    expect(response.status).toBe(201);
    const answer = await response.json();
    expect(answer).toEqual({
      user: expect.objectContaining({ email: "bo@example.org", role: "admin", accountTier: "code" }),
    });
    expect(await auditRows("user.create")).toMatchObject([
      {
        actorId: admin.id,
        target: answer.user.id,
        to: { email: "bo@example.org", role: "admin", accountTier: "code", invited: false },
      },
    ]);
  });

  test("is refused for a taken email, a tier that there is not, and fields that are wrong or unknown", async () => {
    const make = (more: object) =>
      client.post("/api/admin/users", { name: "Bo", email: "bo@example.org", ...more });
    expect(await refusal(await make({ email: "ADA@example.org" }))).toEqual({
      status: 409,
      code: "email_taken",
    });
    const noTier = await make({ accountTier: "gold" });
    expect(noTier.status).toBe(400);
    expect((await noTier.json()).issues).toMatchObject([{ path: "accountTier" }]);
    for (const more of [{ role: "root" }, { password: "short" }, { name: "" }, { disabled: true }])
      expect(await refusal(await make(more))).toEqual({ status: 400, code: "invalid_request" });
    expect(await db().user.count()).toBe(2);
    expect(await db().invite.count()).toBe(0);
  });

  test("the same email twice at once is one user and one email_taken", async () => {
    const make = () => client.post("/api/admin/users", { name: "Bo", email: "bo@example.org" });
    const statuses = (await Promise.all([make(), make(), make()])).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([201, 409, 409]);
  });
});

describe("changing a user", () => {
  test("changes what is named, tells the user's open pages, and audits from and to", async () => {
    const heard: unknown[] = [];
    events().subscribe(user.id, ({ event }) => heard.push(event));
    const response = await patch(user.id, { accountTier: "pro" });
    expect(response.status).toBe(200);
    expect((await response.json()).user).toMatchObject({ id: user.id, accountTier: "pro", role: "user" });
    expect(heard).toEqual([{ name: "entitlement.changed", data: { accountTier: "pro" } }]);
    expect(await auditRows("user.change")).toMatchObject([
      {
        actorId: admin.id,
        target: user.id,
        from: { accountTier: "standard" },
        to: { accountTier: "pro" },
        details: null,
      },
    ]);
    expect((await userClient.get("/api/settings")).status).toBe(200);
  });

  test("to what it is already changes nothing and writes no row", async () => {
    expect((await patch(user.id, { accountTier: "standard", disabled: false })).status).toBe(200);
    expect((await patch(user.id, {})).status).toBe(200);
    expect(await db().auditEvent.count()).toBe(0);
  });

  test("disabling ends the sessions at once, for good, and the row says how many", async () => {
    expect((await userClient.get("/api/settings")).status).toBe(200);
    const off = await patch(user.id, { disabled: true });
    expect((await off.json()).user.disabled).toBe(true);
    expect(await refusal(await userClient.get("/api/settings"))).toEqual({
      status: 401,
      code: "sign_in_required",
    });
    await patch(user.id, { disabled: false });
    expect((await userClient.get("/api/settings")).status).toBe(401);
    expect(await auditRows("user.change")).toMatchObject([
      { to: { disabled: true }, details: { endedSessions: 1 } },
      { to: { disabled: false }, details: null },
    ]);
  });

  test("is refused for an unknown user, tier, role or field", async () => {
    expect(await refusal(await patch("nobody", { role: "admin" }))).toEqual({
      status: 404,
      code: "not_found",
    });
    for (const body of [
      { accountTier: "gold" },
      { role: "root" },
      { disabled: "yes" },
      { email: "new@example.org" },
    ])
      expect(await refusal(await patch(user.id, body))).toEqual({ status: 400, code: "invalid_request" });
    expect(await db().auditEvent.count()).toBe(0);
  });

  test("never leaves the site without an admin who can sign in", async () => {
    const lastAdmin = { status: 403, code: "forbidden" };
    expect(await refusal(await patch(admin.id, { role: "user" }))).toEqual(lastAdmin);
    expect(await refusal(await patch(admin.id, { disabled: true }))).toEqual(lastAdmin);
    // An invited admin who never came does not count.
    await client.post("/api/admin/users", { name: "Bo", email: "bo@example.org", role: "admin" });
    expect(await refusal(await patch(admin.id, { role: "user" }))).toEqual(lastAdmin);
    const second = await createUser({ role: "admin", password: "a second admin" });
    expect((await patch(admin.id, { accountTier: "pro" })).status).toBe(200);
    expect((await patch(second.id, { role: "user" })).status).toBe(200);
    expect(await refusal(await patch(admin.id, { disabled: true }))).toEqual(lastAdmin);
  });

  test("two admins who demote each other at once leave one", async () => {
    const second = await createUser({ role: "admin", password: "a second admin" });
    const secondClient = await new TestClient().become(second);
    const statuses = (
      await Promise.all([patch(second.id, { role: "user" }), patch(admin.id, { role: "user" }, secondClient)])
    ).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, 403]);
    expect(await db().user.count({ where: { role: "admin" } })).toBe(1);
  });
});

describe("the list of users", () => {
  const list = async (query = "") =>
    (await (await client.get(`/api/admin/users${query}`)).json()) as {
      items: { name: string; email: string }[];
      nextCursor: string | null;
    };
  const names = async (query: string) =>
    (await list(`?query=${encodeURIComponent(query)}`)).items.map(({ name }) => name);

  test("finds parts of names and emails in any case, also beyond ASCII", async () => {
    await createUser({ name: "Ödön ÁRVAY", email: "oedoen@example.net" });
    expect(await names("öDÖN")).toEqual(["Ödön ÁRVAY"]);
    expect(await names("árv")).toEqual(["Ödön ÁRVAY"]);
    expect(await names("EXAMPLE.NET")).toEqual(["Ödön ÁRVAY"]);
    expect(await names("ada@")).toEqual(["Ada"]);
    expect(await names("nobody")).toEqual([]);
    expect((await list("?query=")).items).toHaveLength(3);
  });

  test("can be narrowed to an account tier and a role", async () => {
    await createUser({ name: "Petra Pro", accountTier: "pro" });
    await createUser({ name: "Paul Pro", accountTier: "pro", role: "admin" });
    const found = async (query: string) => (await list(query)).items.map(({ name }) => name).toSorted();
    expect(await found("?accountTier=pro")).toEqual(["Paul Pro", "Petra Pro"]);
    expect(await found("?accountTier=pro&role=user")).toEqual(["Petra Pro"]);
    expect(await found("?query=paul&role=user")).toEqual([]);
    expect((await client.get("/api/admin/users?role=boss")).status).toBe(400);
  });

  test("comes newest first in pages without a gap or a repetition, also among equal times", async () => {
    const createdAt = new Date("2030-01-01T00:00:00.000Z");
    for (let index = 0; index < 7; index++) await createUser({ name: `N${index}`, createdAt });
    const seen: string[] = [];
    const pages: number[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const page = await list(`?limit=3${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ email }) => email));
      pages.push(page.items.length);
      cursor = page.nextCursor;
    }
    expect(pages).toEqual([3, 3, 3]);
    expect(new Set(seen).size).toBe(9);
    expect(seen.slice(7)).toEqual([user.email, admin.email]);
  });

  test("refuses a cursor of its own invention, a page that is too long, and an unknown filter", async () => {
    for (const query of ["?cursor=abc", "?limit=201", "?limit=0", "?colour=red"])
      expect(await refusal(await client.get(`/api/admin/users${query}`))).toEqual({
        status: 400,
        code: "invalid_request",
      });
  });
});

import { beforeEach, describe, expect, test } from "vitest";
import type { UserActor } from "@/lib/access/actor";
import { db } from "@/lib/db/client";
import { createUser } from "@/tests/factories/user";
import { auditRows } from "@/tests/setup/audit";
import { TestClient } from "@/tests/setup/client";
import { createTestDatabase } from "@/tests/setup/database";
import { signIn } from "@/tests/setup/sign-in";

let admin: UserActor;
let adminClient: TestClient;

beforeEach(async () => {
  await createTestDatabase();
  admin = await createUser({ role: "admin", password: "an admin's one" });
  adminClient = await new TestClient().become(admin);
});

const person = { name: "Ada", email: "ada@example.org", password: "correct horse" };
const register = (more: object = {}, client = new TestClient()) =>
  client.post("/api/account/register", { ...person, ...more });
const registration = (registration: "open" | "invite" | "closed") =>
  adminClient.patch("/api/admin/settings", { registration });
async function refusal(response: Response) {
  return { status: response.status, code: ((await response.json()) as { code: string }).code };
}
async function invite(more: object = {}): Promise<{ token: string; id: string; url: string }> {
  const response = await adminClient.post("/api/admin/users", {
    name: "Invited",
    email: person.email,
    ...more,
  });
  const { user, inviteUrl } = (await response.json()) as { user: { id: string }; inviteUrl: string };
  return { token: new URL(inviteUrl).searchParams.get("invite") ?? "", id: user.id, url: inviteUrl };
}
const closed = { status: 403, code: "registration_closed" };

describe("registration", () => {
  test("is by invitation on a new site, and can be closed", async () => {
    expect(await refusal(await register())).toEqual(closed);
    await registration("closed");
    expect(await refusal(await register())).toEqual(closed);
    expect(await db().user.count()).toBe(1);
  });

  test("where it is open makes a standard user who can sign in, audited", async () => {
    await registration("open");
    const response = await register({ email: " Ada@Example.ORG " });
    expect(response.status).toBe(201);
    const { user } = await response.json();
    expect(user).toMatchObject({
      name: "Ada",
      email: "ada@example.org",
      role: "user",
      accountTier: "standard",
    });
    expect(
      (await signIn(new TestClient(), person.email, person.password)).headers.get("location"),
    ).not.toContain("error");
    expect(await auditRows("user.register")).toMatchObject([
      { outcome: "ok", actorId: user.id, target: user.id },
    ]);
  });

  test("refuses an email that is taken, in any case, also when ten come at once", async () => {
    await registration("open");
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        register({ email: index % 2 ? "ADA@example.org" : person.email }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([
      201,
      ...Array.from({ length: 9 }, () => 409),
    ]);
    expect(await refusal(await register())).toEqual({ status: 409, code: "email_taken" });
    expect(await db().user.count({ where: { email: person.email } })).toBe(1);
    expect(await auditRows("user.register")).toHaveLength(1);
  });

  test("refuses what is not valid, and a role of one's own choice", async () => {
    await registration("open");
    for (const more of [
      { email: "x" },
      { password: "short" },
      { name: "" },
      { role: "admin" },
      { accountTier: "pro" },
    ])
      expect(await refusal(await register(more))).toEqual({ status: 400, code: "invalid_request" });
    expect(await db().user.count()).toBe(1);
  });

  test("is limited by address", async () => {
    await adminClient.patch("/api/admin/settings", { limits: { register: 2 } });
    await register();
    await register();
    expect(await refusal(await register())).toEqual({ status: 429, code: "rate_limited" });
  });
});

describe("a new link from an admin", () => {
  test("replaces a forgotten password, ends open sessions and the older link", async () => {
    const { token, id } = await invite();
    const renew = () => adminClient.post(`/api/admin/users/${id}/invite`, {});
    const first = await renew();
    expect(first.status).toBe(201);
    expect(await refusal(await register({ invite: token }))).toEqual(closed);
    const tokenOf = async (response: Response) =>
      new URL(((await response.json()) as { inviteUrl: string }).inviteUrl).searchParams.get("invite") ?? "";
    expect((await register({ invite: await tokenOf(first), password: "the first one" })).status).toBe(201);
    await db().session.create({ data: { userId: id, expiresAt: new Date(Date.now() + 60_000) } });
    const second = await tokenOf(await renew());
    expect((await register({ invite: second, password: "the second one" })).status).toBe(201);
    expect(await db().session.count({ where: { userId: id, revokedAt: null } })).toBe(0);
  });
});

describe("an invite", () => {
  test("sets the password of that very account, once, whatever the registration", async () => {
    await registration("closed");
    const { token, id, url } = await invite({ accountTier: "pro", role: "admin" });
    expect(url).toMatch(/^http:\/\/localhost:3000\/register\?invite=[\w-]{43}$/);
    const response = await register({ invite: token, name: "Ada L." });
    expect(response.status).toBe(201);
    expect((await response.json()).user).toMatchObject({
      id,
      name: "Ada L.",
      accountTier: "pro",
      role: "admin",
    });
    expect(
      (await signIn(new TestClient(), person.email, person.password)).headers.get("location"),
    ).not.toContain("error");
    expect(await refusal(await register({ invite: token, password: "another one" }))).toEqual(closed);
    expect(
      (await signIn(new TestClient(), person.email, person.password)).headers.get("location"),
    ).not.toContain("error");
    const found = await (await adminClient.get("/api/admin/users?query=ada%20l")).json();
    expect(found.items).toHaveLength(1);
  });

  test("used by five at once works for one", async () => {
    const { token } = await invite();
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, index) => register({ invite: token, password: `password ${index}` })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 403, 403, 403, 403]);
    expect(await auditRows("user.register")).toHaveLength(1);
  });

  test("is refused when it is wrong, has ended, is for another address or for a disabled account", async () => {
    expect(await refusal(await register({ invite: "guess" }))).toEqual(closed);
    const { token, id } = await invite();
    const other = await register({ invite: token, email: "eve@example.org" });
    expect(other.status).toBe(400);
    expect((await other.json()).issues).toEqual([
      { path: "email", message: expect.stringContaining("another") },
    ]);
    await adminClient.patch(`/api/admin/users/${id}`, { disabled: true });
    expect(await refusal(await register({ invite: token }))).toEqual(closed);
    await adminClient.patch(`/api/admin/users/${id}`, { disabled: false });
    await db().invite.updateMany({ data: { expiresAt: new Date() } });
    expect(await refusal(await register({ invite: token }))).toEqual(closed);
    expect(await db().credential.count({ where: { userId: id } })).toBe(0);
  });

  test("that is wrong makes no other account where registration is open", async () => {
    await registration("open");
    expect(await refusal(await register({ invite: "guess" }))).toEqual(closed);
    expect(await db().user.count()).toBe(1);
  });

  test("is stored only as a hash, and stands in no audit row", async () => {
    const { token } = await invite();
    expect(JSON.stringify(await db().invite.findMany())).not.toContain(token);
    expect(JSON.stringify(await db().auditEvent.findMany())).not.toContain(token);
  });
});

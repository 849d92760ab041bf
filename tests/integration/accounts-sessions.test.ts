import { beforeEach, describe, expect, test } from "vitest";
import type { UserActor } from "@/lib/access/actor";
import { db } from "@/lib/db/client";
import { createUser } from "@/tests/factories/user";
import { auditRows } from "@/tests/setup/audit";
import { TestClient } from "@/tests/setup/client";
import { createTestDatabase } from "@/tests/setup/database";
import { signIn } from "@/tests/setup/sign-in";

const password = "correct horse";
let user: UserActor;
let desk: TestClient;
let phone: TestClient;

beforeEach(async () => {
  await createTestDatabase();
  user = await createUser({ password });
  await db().session.deleteMany();
  desk = new TestClient();
  phone = new TestClient();
  await signIn(desk, user.email, password, { headers: { "user-agent": "Desk" } });
  await signIn(phone, user.email, password, { headers: { "user-agent": "Phone" } });
});

interface Listed {
  id: string;
  current: boolean;
  userAgent: string;
}
const sessions = async (who: TestClient) =>
  ((await (await who.get("/api/account/sessions")).json()) as { items: Listed[] }).items;
const idOf = async (userAgent: string) => (await db().session.findFirstOrThrow({ where: { userAgent } })).id;
const works = async (who: TestClient) => (await who.get("/api/settings")).status === 200;
async function refusal(response: Response) {
  return { status: response.status, code: ((await response.json()) as { code: string }).code };
}

describe("one's sessions", () => {
  test("are listed with the browser, and which one is this", async () => {
    const listed = await sessions(phone);
    expect(listed.map(({ userAgent, current }) => [userAgent, current]).toSorted()).toEqual([
      ["Desk", false],
      ["Phone", true],
    ]);
  });

  test("can be ended one by one; it is audited, and an ended one is gone from the list", async () => {
    const id = await idOf("Phone");
    const response = await desk.delete(`/api/account/sessions/${id}`);
    expect(response.status).toBe(204);
    expect(await works(phone)).toBe(false);
    expect(await works(desk)).toBe(true);
    expect((await sessions(desk)).map(({ userAgent }) => userAgent)).toEqual(["Desk"]);
    expect(await auditRows("session.revoke")).toMatchObject([{ actorId: user.id, target: id }]);
    expect(await refusal(await desk.delete(`/api/account/sessions/${id}`))).toEqual({
      status: 404,
      code: "not_found",
    });
  });

  test("another user's session is indistinguishable from a missing one", async () => {
    const stranger = await new TestClient().become(await createUser());
    const theirs = await refusal(await stranger.delete(`/api/account/sessions/${await idOf("Desk")}`));
    const missing = await refusal(await stranger.delete("/api/account/sessions/nothing"));
    expect(theirs).toEqual({ status: 404, code: "not_found" });
    expect(missing).toEqual(theirs);
    expect(await works(desk)).toBe(true);
    expect(await auditRows("session.revoke")).toEqual([]);
  });

  test("need a session, and an origin of this site", async () => {
    expect((await new TestClient().get("/api/account/sessions")).status).toBe(401);
    const url = `/api/account/sessions/${await idOf("Desk")}`;
    expect(await refusal(await phone.delete(url, { origin: null }))).toEqual({
      status: 403,
      code: "bad_origin",
    });
    expect(await works(desk)).toBe(true);
  });
});

describe("a new password", () => {
  const change = (body: object, who = desk) => who.post("/api/account/password", body);

  test("takes the old one's place and ends every other session, audited", async () => {
    const response = await change({ currentPassword: password, newPassword: "battery staple" });
    expect(response.status).toBe(204);
    expect(await works(desk)).toBe(true);
    expect(await works(phone)).toBe(false);
    const again = (word: string) => signIn(new TestClient(), user.email, word, { fields: { json: "true" } });
    expect((await again(password)).status).toBe(401);
    expect((await again("battery staple")).status).toBe(200);
    const rows = await auditRows("user.password-change");
    expect(rows).toMatchObject([{ actorId: user.id, target: user.id, details: { endedSessions: 1 } }]);
    expect(JSON.stringify(rows)).not.toContain("battery");
  });

  test("is refused where the current one is wrong, the new one too short, or there is none", async () => {
    expect(await refusal(await change({ currentPassword: "guess", newPassword: "battery staple" }))).toEqual({
      status: 403,
      code: "forbidden",
    });
    expect(await refusal(await change({ currentPassword: password, newPassword: "short" }))).toEqual({
      status: 400,
      code: "invalid_request",
    });
    const outside = await new TestClient().become(await createUser());
    expect(
      await refusal(await change({ currentPassword: "x", newPassword: "battery staple" }, outside)),
    ).toEqual({ status: 403, code: "forbidden" });
    expect(await works(phone)).toBe(true);
    expect((await signIn(new TestClient(), user.email, password, { fields: { json: "true" } })).status).toBe(
      200,
    );
  });

  test("guessing the current one is limited as signing in is, and counts with it", async () => {
    for (let turn = 0; turn < 9; turn++)
      expect((await change({ currentPassword: "guess", newPassword: "battery staple" })).status).toBe(403);
    const fail = await signIn(new TestClient(), user.email, "guess", { fields: { json: "true" } });
    expect(fail.status).toBe(401);
    expect(await refusal(await change({ currentPassword: password, newPassword: "battery staple" }))).toEqual(
      { status: 429, code: "rate_limited" },
    );
  });

  test("two changes at once leave one password and one row", async () => {
    const statuses = (
      await Promise.all([
        change({ currentPassword: password, newPassword: "battery staple" }),
        change({ currentPassword: password, newPassword: "another thing" }),
      ])
    ).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([204, 409]);
    expect(await auditRows("user.password-change")).toHaveLength(1);
  });
});

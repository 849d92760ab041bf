import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { getActor } from "@/lib/auth/actor";
import { db } from "@/lib/db/client";
import { createUser } from "@/tests/factories/user";
import { withRequest } from "@/tests/setup/current-request";
import { createTestDatabase } from "@/tests/setup/database";
import { TestClient } from "@/tests/setup/client";
import type { UserActor } from "@/lib/access/actor";

let user: UserActor;
let cookie: string;

beforeAll(async () => void (await createTestDatabase()));
beforeEach(async () => {
  user = await createUser();
  const client = await new TestClient().become(user);
  cookie = client.cookies.get("next-auth.session-token")!;
});

const actorOf = (headers: HeadersInit) =>
  withRequest(new Request("http://localhost:3000/", { headers }), getActor);
const withToken = (token: string, name = "next-auth.session-token") =>
  actorOf({ cookie: `${name}=${token}` });

describe("the actor of a request", () => {
  test("is the user whose session the cookie names", async () => {
    expect(await withToken(cookie)).toEqual(user);
  });

  test("has the role and the tier that the database holds now, not those of the sign-in", async () => {
    await db().user.update({ where: { id: user.id }, data: { role: "admin", accountTier: "pro" } });
    expect(await withToken(cookie)).toMatchObject({ role: "admin", accountTier: "pro" });
  });

  test("is nobody without a cookie, with a forged one, and with one for https on a plain site", async () => {
    expect(await actorOf({})).toBeNull();
    expect(await withToken(`${cookie.slice(0, -4)}AAAA`)).toBeNull();
    expect(await withToken("rubbish")).toBeNull();
    expect(await withToken(cookie, "__Secure-next-auth.session-token")).toBeNull();
  });

  test("over https only the cookie with the secure prefix counts", async () => {
    const https = { "x-forwarded-proto": "https" };
    expect(await actorOf({ ...https, cookie: `next-auth.session-token=${cookie}` })).toBeNull();
    expect(await actorOf({ ...https, cookie: `__Secure-next-auth.session-token=${cookie}` })).toEqual(user);
  });

  test("is nobody once the session was revoked, has ended, or the user was disabled", async () => {
    const session = { where: { id: user.sessionId } };
    await db().session.update({ ...session, data: { revokedAt: new Date() } });
    expect(await withToken(cookie)).toBeNull();
    await db().session.update({ ...session, data: { revokedAt: null, expiresAt: new Date(Date.now() - 1) } });
    expect(await withToken(cookie)).toBeNull();
    await db().session.update({ ...session, data: { expiresAt: new Date(Date.now() + 60_000) } });
    await db().user.update({ where: { id: user.id }, data: { disabledAt: new Date() } });
    expect(await withToken(cookie)).toBeNull();
    await db().user.update({ where: { id: user.id }, data: { disabledAt: null } });
    expect(await withToken(cookie)).not.toBeNull();
  });

  test("touches its session at most once a minute", async () => {
    const read = () => db().session.findUniqueOrThrow({ where: { id: user.sessionId } });
    const before = await read();
    await withToken(cookie);
    expect((await read()).lastSeenAt).toEqual(before.lastSeenAt);
    const longAgo = new Date(Date.now() - 61_000);
    await db().session.update({ where: { id: user.sessionId }, data: { lastSeenAt: longAgo } });
    await withToken(cookie);
    const touched = await read();
    expect(touched.lastSeenAt.getTime()).toBeGreaterThan(longAgo.getTime());
    expect(touched.expiresAt.getTime()).toBeGreaterThan(before.expiresAt.getTime() - 1);
  });
});

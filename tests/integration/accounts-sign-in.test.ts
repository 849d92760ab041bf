import { beforeEach, describe, expect, test, vi } from "vitest";
import * as authRoute from "@/app/api/auth/[...nextauth]/route";
import type { UserActor } from "@/lib/access/actor";
import { db } from "@/lib/db/client";
import { setQuotas } from "@/lib/limits/take";
import { createUser } from "@/tests/factories/user";
import { auditRows } from "@/tests/setup/audit";
import { TestClient } from "@/tests/setup/client";
import { withRequest } from "@/tests/setup/current-request";
import { createTestDatabase } from "@/tests/setup/database";
import { signIn } from "@/tests/setup/sign-in";

const argon = vi.hoisted(() => ({ verified: 0 }));
vi.mock("@node-rs/argon2", async (original) => {
  const real = await original<typeof import("@node-rs/argon2")>();
  return {
    ...real,
    verify: (...args: Parameters<typeof real.verify>) => {
      argon.verified++;
      return real.verify(...args);
    },
  };
});

const password = "correct horse";
let user: UserActor;
let client: TestClient;

beforeEach(async () => {
  await createTestDatabase();
  user = await createUser({ email: "ada@example.org", password });
  client = new TestClient();
});

const whoAmI = async (who = client) =>
  (await (await who.get("/api/auth/session")).json()) as { user?: { id: string } };
const form = { fields: { json: "true" } };

describe("signing in", () => {
  test("opens a session that knows its user, its browser and its address, and is audited", async () => {
    const response = await signIn(client, " ADA@example.org ", password, {
      headers: { "user-agent": "Test/1" },
    });
    expect(response.status).toBe(302);
    expect(response.headers.get("location")).not.toContain("error");
    expect((await whoAmI()).user?.id).toBe(user.id);
    const row = await db().session.findFirstOrThrow({ where: { userId: user.id, userAgent: "Test/1" } });
    expect(row.ip).toBe("127.0.0.1");
    expect(await auditRows("user.sign-in")).toMatchObject([
      { outcome: "ok", actorId: user.id, target: user.id, details: { method: "credentials" } },
    ]);
  });

  test("sets a cookie that scripts and other sites can not use, secure only over https", async () => {
    const plain = await signIn(client, user.email, password);
    const cookie = plain.headers.getSetCookie().find((one) => one.startsWith("next-auth.session-token="));
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
    expect(cookie).not.toMatch(/; Secure/);
    const https = new TestClient();
    const headers = { "x-forwarded-proto": "https" };
    const csrf = await (await https.get("/api/auth/csrf", { headers })).json();
    const secure = await https.send("/api/auth/callback/credentials", {
      method: "POST",
      form: { csrfToken: csrf.csrfToken, email: user.email, password },
      headers,
    });
    expect(secure.headers.getSetCookie().join("\n")).toMatch(/__Secure-next-auth\.session-token=.*; Secure/);
  });

  test("the cookie holds no more than the session's id: nothing of it is believed later", async () => {
    await signIn(client, user.email, password);
    await db().user.update({
      where: { id: user.id },
      data: { name: "Ada L.", role: "admin", accountTier: "code" },
    });
    expect((await whoAmI()).user).toEqual({
      id: user.id,
      name: "Ada L.",
      email: user.email,
      role: "admin",
      accountTier: "code",
    });
    const { decode } = await import("next-auth/jwt");
    const token = await decode({
      token: client.cookies.get("next-auth.session-token"),
      secret: process.env.NEXTAUTH_SECRET ?? "",
    });
    expect(Object.keys(token ?? {}).toSorted()).toEqual(["exp", "iat", "jti", "sid"]);
  });

  test("again in the same browser ends the session that it had", async () => {
    await signIn(client, user.email, password);
    const { csrfToken } = await (await client.get("/api/auth/csrf")).json();
    await client.send("/api/auth/callback/credentials", {
      method: "POST",
      form: { csrfToken, email: user.email, password },
    });
    const live = await db().session.count({ where: { userId: user.id, revokedAt: null, ip: "127.0.0.1" } });
    expect(live).toBe(1);
    expect((await whoAmI()).user?.id).toBe(user.id);
  });
});

describe("a refused sign-in", () => {
  const refused = async (email: string, word: string) => {
    const before = argon.verified;
    const response = await signIn(new TestClient(), email, word, form);
    const { url } = (await response.json()) as { url: string };
    return {
      status: response.status,
      error: new URL(url).searchParams.get("error"),
      work: argon.verified - before,
    };
  };

  test("is one answer and one hash for unknown, wrong, passwordless and disabled alike", async () => {
    await createUser({ email: "outside@example.org" });
    const off = await createUser({ email: "off@example.org", password });
    await db().user.update({ where: { id: off.id }, data: { disabledAt: new Date() } });
    const same = { status: 401, error: "CredentialsSignin", work: 1 };
    expect(await refused("nobody@example.org", password)).toEqual(same);
    expect(await refused("no address at all", password)).toEqual(same);
    expect(await refused(user.email, "wrong password")).toEqual(same);
    expect(await refused("outside@example.org", password)).toEqual(same);
    expect(await refused("off@example.org", password)).toEqual(same);
    expect(await refused(user.email, "")).toEqual(same);
    expect(await refused(user.email, "x".repeat(20_000))).toEqual(same);
    expect(await db().session.count({ where: { ip: "127.0.0.1" } })).toBe(0);
  });

  test("is audited with its true reason, and without what was typed", async () => {
    await refused("my-secret-password", "x");
    await refused(user.email, "my-guess");
    const rows = await auditRows("user.sign-in");
    expect(rows).toMatchObject([
      { outcome: "denied", actorId: null, target: null, reason: "unknown email" },
      { outcome: "denied", actorId: null, target: user.id, reason: "wrong password" },
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/my-secret|my-guess/);
  });

  test("without the CSRF token nothing is looked at", async () => {
    const before = argon.verified;
    const response = await client.send("/api/auth/callback/credentials", {
      method: "POST",
      form: { csrfToken: "guess", email: user.email, password },
    });
    expect(response.headers.get("location")).toContain("csrf=true");
    expect(argon.verified).toBe(before);
    expect(await whoAmI()).toEqual({});
  });

  test("from another site's page is bad_origin", async () => {
    const response = await signIn(client, user.email, password, { origin: "https://evil.example" });
    expect(response.status).toBe(403);
    expect((await response.json()).code).toBe("bad_origin");
  });

  test("with a body that is too large or of a strange kind is refused before next-auth reads it", async () => {
    const post = (body: string, type: string) =>
      client.send("/api/auth/callback/credentials", {
        method: "POST",
        body,
        headers: { "content-type": type },
      });
    expect((await post("x".repeat(70_000), "application/x-www-form-urlencoded")).status).toBe(413);
    expect((await post("<a/>", "text/xml")).status).toBe(415);
    expect((await post("{rubbish", "application/json")).status).toBe(400);
    expect((await post('"text"', "application/json")).status).toBe(302);
    expect((await post('{"email":{"a":1},"password":["x"]}', "application/json")).status).toBe(302);
  });
});

describe("guessing is limited", () => {
  const fail = (email = user.email, who = new TestClient()) => signIn(who, email, "wrong password", form);

  test("to ten failures an account; then even the right password waits, and every client understands why", async () => {
    for (let turn = 0; turn < 10; turn++) {
      const response = await fail();
      expect(response.status).toBe(401);
      expect(response.headers.get("ratelimit")).toMatch(new RegExp(`^"sign-in";r=${9 - turn};t=\\d+$`));
    }
    const verified = argon.verified;
    const response = await signIn(client, ` ${user.email.toUpperCase()}`, password);
    expect(argon.verified).toBe(verified);
    expect(response.status).toBe(429);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(response.headers.get("ratelimit-policy")).toBe('"sign-in";q=10;w=900');
    expect(response.headers.get("ratelimit")).toMatch(/^"sign-in";r=0;t=\d+$/);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(800);
    const problem = await response.json();
    expect(problem).toMatchObject({
      code: "rate_limited",
      policy: "sign-in",
      retryAfterMs: expect.any(Number),
    });
    // next-auth's own client reads only this.
    expect(new URL(problem.url).searchParams.get("error")).toBe("RateLimited");
    expect((await signIn(new TestClient(), "other@example.org", password, form)).status).toBe(401);
  });

  test("also where no such account exists, so that the limit tells nothing", async () => {
    for (let turn = 0; turn < 10; turn++) expect((await fail("nobody@example.org")).status).toBe(401);
    expect((await fail("nobody@example.org")).status).toBe(429);
  });

  test("by address over all accounts", async () => {
    setQuotas({ "sign-in.ip": 3 });
    for (let turn = 0; turn < 3; turn++) expect((await fail(`user${turn}@example.org`)).status).toBe(401);
    const response = await fail("user9@example.org");
    expect(response.status).toBe(429);
    expect((await response.json()).policy).toBe("sign-in-ip");
    const elsewhere = new TestClient();
    elsewhere.ip = "10.1.1.1";
    expect((await fail("user9@example.org", elsewhere)).status).toBe(401);
  });

  test("never by what succeeds, one after the other or at once", async () => {
    setQuotas({ "sign-in.account": 2 });
    for (let turn = 0; turn < 4; turn++)
      expect((await signIn(new TestClient(), user.email, password)).status).toBe(302);
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map(() => signIn(new TestClient(), user.email, password)),
    );
    expect(answers.map(({ status }) => status)).toEqual([302, 302, 302, 302, 302]);
  });
});

describe("signing out", () => {
  const leave = async (options: { origin?: string | null } = {}) => {
    const { csrfToken } = await (await client.get("/api/auth/csrf")).json();
    return client.send("/api/auth/signout", { method: "POST", form: { csrfToken }, ...options });
  };

  test("ends the session itself, so that a stolen copy of the cookie is worthless, and is audited", async () => {
    await signIn(client, user.email, password);
    const thief = new TestClient();
    for (const [name, value] of client.cookies) thief.cookies.set(name, value);
    expect((await leave()).status).toBe(302);
    expect(client.cookies.has("next-auth.session-token")).toBe(false);
    expect(await whoAmI(thief)).toEqual({});
    expect(thief.cookies.has("next-auth.session-token")).toBe(false);
    expect(await auditRows("user.sign-out")).toMatchObject([{ outcome: "ok", actorId: user.id }]);
  });

  test("needs an origin of this site, as every change with a session", async () => {
    await signIn(client, user.email, password);
    expect((await leave({ origin: null })).status).toBe(403);
    expect((await leave({ origin: "https://evil.example" })).status).toBe(403);
    expect((await whoAmI()).user?.id).toBe(user.id);
  });
});

describe("next-auth's other answers", () => {
  test("a session whose user was disabled, or that was revoked, is {} and the cookie is taken back", async () => {
    await signIn(client, user.email, password);
    await db().user.update({ where: { id: user.id }, data: { disabledAt: new Date() } });
    expect(await whoAmI()).toEqual({});
    expect(client.cookies.has("next-auth.session-token")).toBe(false);
  });

  test("a database that fails signs nobody out", async () => {
    await signIn(client, user.email, password);
    await db().$executeRaw`ALTER TABLE "Session" RENAME TO "Away"`;
    const response = await client.get("/api/auth/session");
    expect(response.status).toBe(500);
    expect((await response.json()).code).toBe("internal");
    await db().$executeRaw`ALTER TABLE "Away" RENAME TO "Session"`;
    expect((await whoAmI()).user?.id).toBe(user.id);
  });

  test("the providers are email and password alone, until others are configured", async () => {
    expect(Object.keys(await (await client.get("/api/auth/providers")).json())).toEqual(["credentials"]);
    await createTestDatabase({
      GITHUB_ID: "id",
      GITHUB_SECRET: "s",
      OIDC_ISSUER: "https://id.example.org",
      OIDC_CLIENT_ID: "c",
    });
    expect(Object.keys(await (await client.get("/api/auth/providers")).json())).toEqual([
      "credentials",
      "github",
    ]);
  });

  test("a look at the head of the session answers as the session does", async () => {
    const request = new Request("http://localhost:3000/api/auth/session", { method: "HEAD" });
    const params = Promise.resolve({ nextauth: ["session"] });
    expect((await withRequest(request, () => authRoute.GET(request, { params }))).status).toBe(200);
  });

  test("nobody can write into the site's log, and other methods are 405", async () => {
    expect((await client.post("/api/auth/_log", { level: "error", code: "X" })).status).toBe(204);
    expect((await client.put("/api/auth/session", {})).status).toBe(405);
  });

  test("unknown API paths are 404 problems for every method", async () => {
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
      const response = await client.send("/api/nowhere/at/all", { method });
      expect(response.status).toBe(404);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
      expect((await response.json()).code).toBe("not_found");
    }
  });
});

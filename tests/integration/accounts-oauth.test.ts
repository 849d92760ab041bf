import { generateKeyPairSync, createSign, type KeyObject } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { createUser } from "@/tests/factories/user";
import { auditRows } from "@/tests/setup/audit";
import { TestClient } from "@/tests/setup/client";
import { createTestDatabase } from "@/tests/setup/database";

/** A small OpenID provider: discovery, keys, and one ID token a code. */
let server: Server;
let issuer: string;
let key: KeyObject;
let nonce = "";
let claims: Record<string, unknown> = {};

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

function idToken(): string {
  const now = Math.floor(Date.now() / 1000);
  const body = { iss: issuer, aud: "switchyard", iat: now, exp: now + 60, nonce, ...claims };
  const unsigned = `${base64({ alg: "RS256", kid: "k" })}.${base64(body)}`;
  return `${unsigned}.${createSign("RSA-SHA256").update(unsigned).sign(key).toString("base64url")}`;
}

beforeAll(async () => {
  const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
  key = pair.privateKey;
  server = createServer((request, response) => {
    const answers: Record<string, () => object> = {
      "/.well-known/openid-configuration": () => ({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        id_token_signing_alg_values_supported: ["RS256"],
      }),
      "/keys": () => ({
        keys: [{ ...pair.publicKey.export({ format: "jwk" }), kid: "k", use: "sig", alg: "RS256" }],
      }),
      "/token": () => ({ access_token: "a", token_type: "bearer", id_token: idToken() }),
    };
    const answer = answers[request.url ?? ""];
    response.writeHead(answer ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(answer?.() ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());
beforeEach(async () => {
  const oidc = {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: "switchyard",
    OIDC_CLIENT_SECRET: "s",
    OIDC_NAME: "Example ID",
  };
  await createTestDatabase(oidc);
});

const ada = { sub: "42", name: "Ada", email: "Ada@example.org", email_verified: true };

/** All the way: the button, the provider's page, the way back. @returns where it ends and who is signed in */
async function enter(as: Record<string, unknown>) {
  const client = new TestClient();
  claims = as;
  const { csrfToken } = (await (await client.get("/api/auth/csrf")).json()) as { csrfToken: string };
  const start = await client.send("/api/auth/signin/oidc", {
    method: "POST",
    form: { csrfToken, json: "true" },
  });
  const authorize = new URL(((await start.json()) as { url: string }).url);
  nonce = authorize.searchParams.get("nonce") ?? "";
  const back = new URLSearchParams({ code: "c", state: authorize.searchParams.get("state") ?? "" });
  const end = await client.get(`/api/auth/callback/oidc?${back}`);
  const session = (await (await client.get("/api/auth/session")).json()) as {
    user?: { id: string; email: string };
  };
  return { location: end.headers.get("location") ?? "", user: session.user, authorize };
}

const open = () => db().siteSetting.create({ data: { key: "registration", value: "open" } });
const errorOf = (location: string) => new URL(location, "http://localhost:3000").searchParams.get("error");

describe("an outside sign-in", () => {
  test("is offered under the operator's name, and asks with state, nonce and PKCE", async () => {
    const providers = await (await new TestClient().get("/api/auth/providers")).json();
    expect(providers.oidc).toMatchObject({ name: "Example ID", type: "oauth" });
    const { authorize } = await enter(ada);
    expect(authorize.origin).toBe(issuer);
    for (const check of ["state", "nonce", "code_challenge"])
      expect(authorize.searchParams.get(check)).toBeTruthy();
  });

  test("makes a user where registration is open, and finds the same one next time, whatever the email is then", async () => {
    await open();
    const first = await enter(ada);
    expect(errorOf(first.location)).toBeNull();
    expect(first.user?.email).toBe("ada@example.org");
    const again = await enter({ ...ada, email: "new@example.org", email_verified: false });
    expect(again.user?.id).toBe(first.user?.id);
    expect(await db().user.count()).toBe(1);
    expect(await auditRows("user.register")).toMatchObject([
      { actorId: first.user?.id, details: { provider: "oidc" } },
    ]);
    expect(await auditRows("user.sign-in")).toMatchObject([
      { outcome: "ok", details: { method: "oidc" } },
      { outcome: "ok", details: { method: "oidc" } },
    ]);
  });

  test.each(["invite", "closed"])(
    "makes nobody where registration is %s, and says so on the sign-in page",
    async (registration) => {
      await db().siteSetting.create({ data: { key: "registration", value: registration } });
      const { location, user } = await enter(ada);
      expect(new URL(location, "http://localhost:3000").pathname).toBe("/sign-in");
      expect(errorOf(location)).toBe("AccessDenied");
      expect(user).toBeUndefined();
      expect(await db().user.count()).toBe(0);
      expect(await auditRows("user.sign-in")).toMatchObject([{ outcome: "denied", reason: "AccessDenied" }]);
    },
  );

  test("opens the account with the same verified email, links it, and keeps its role and tier", async () => {
    const known = await createUser({ email: "ada@example.org", role: "admin", accountTier: "pro" });
    const { user } = await enter(ada);
    expect(user).toMatchObject({ id: known.id, role: "admin", accountTier: "pro" });
    expect(await db().oauthAccount.findMany()).toMatchObject([
      { provider: "oidc", providerAccountId: "42", userId: known.id },
    ]);
    expect(await auditRows("user.link")).toMatchObject([
      { actorId: known.id, details: { provider: "oidc" } },
    ]);
  });

  test("never opens an account by an email that the service did not verify", async () => {
    await open();
    await createUser({ email: "ada@example.org" });
    for (const email_verified of [false, undefined, "true"]) {
      const { location, user } = await enter({ ...ada, email_verified });
      expect(errorOf(location)).toBe("OAuthAccountNotLinked");
      expect(user).toBeUndefined();
    }
    expect(await db().oauthAccount.count()).toBe(0);
  });

  test("does not open a disabled account, by link or by email", async () => {
    const known = await createUser({ email: "ada@example.org" });
    await enter(ada);
    await db().user.update({ where: { id: known.id }, data: { disabledAt: new Date() } });
    expect(errorOf((await enter(ada)).location)).toBe("AccountDisabled");
    expect(errorOf((await enter({ ...ada, sub: "43" })).location)).toBe("AccountDisabled");
    expect(await db().oauthAccount.count()).toBe(1);
  });

  test("without an email makes nobody", async () => {
    await open();
    expect(errorOf((await enter({ sub: "42", name: "Ada" })).location)).toBe("AccessDenied");
    expect(await db().user.count()).toBe(0);
  });

  test("a token for another site, or one that was not asked for, is refused", async () => {
    await open();
    for (const forged of [{ aud: "another" }, { nonce: "another" }, { iss: "https://evil.example" }]) {
      const { location, user } = await enter({ ...ada, ...forged });
      expect(errorOf(location)).toBe("OAuthCallback");
      expect(user).toBeUndefined();
    }
    expect(await db().user.count()).toBe(0);
  });
});

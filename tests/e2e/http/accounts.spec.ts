import { expect, newAccount, test } from "@/tests/e2e/harness/http-fixtures";
import { admin } from "@/tests/e2e/harness/site";
import type { Problem } from "@/tests/e2e/harness/api-types";

test("a new site is by invitation only; the invitation makes one account", async ({ site }) => {
  const somebody = newAccount();
  expect(await site.client().send<Problem>("POST", "/api/account/register", somebody)).toMatchObject({
    status: 403,
    body: { code: "registration_closed" },
  });
  const boss = await site.signedIn();
  const { name, email, password } = somebody;
  const { inviteUrl } = await boss.post<{ inviteUrl: string }>("/api/admin/users", { name, email }, 201);
  const invite = new URL(inviteUrl).searchParams.get("invite");
  expect(invite).toBeTruthy();
  const answer = await site
    .client()
    .send<{ user: object }>("POST", "/api/account/register", { name, email, password, invite });
  expect(answer).toMatchObject({
    status: 201,
    body: { user: { name, email, role: "user", accountTier: "standard" } },
  });
  await site.signedIn(somebody);
  const again = await site
    .client()
    .send<Problem>("POST", "/api/account/register", { name, email, password, invite });
  expect(again.status).toBeGreaterThanOrEqual(403);
});

test("an admin opens registration: anybody can sign up, once for each address", async ({ ownSite }) => {
  const site = await ownSite();
  const boss = await site.signedIn();
  await boss.patch("/api/admin/settings", { registration: "open" });
  const somebody = newAccount();
  await site.client().post("/api/account/register", somebody, 201);
  const session = await (await site.signedIn(somebody)).get<{ user: object }>("/api/auth/session");
  expect(session.user).toMatchObject({
    name: somebody.name,
    email: somebody.email,
    role: "user",
    accountTier: "standard",
  });
  expect(await site.client().send<Problem>("POST", "/api/account/register", somebody)).toMatchObject({
    status: 409,
    body: { code: "email_taken" },
  });
});

test("a wrong password and an unknown address are refused alike, and after ten tries with 429", async ({
  site,
}) => {
  const somebody = await site.createUser(newAccount());
  const tryOnce = async (email: string) => {
    const client = site.client();
    const { csrfToken } = await client.get<{ csrfToken: string }>("/api/auth/csrf");
    const response = await client.fetch("/api/auth/callback/credentials", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ csrfToken, email, password: "wrong password", json: "true" }).toString(),
    });
    return { status: response.status, retryAfter: response.headers.get("retry-after") };
  };
  const unknown = await tryOnce("nobody@example.org");
  expect(await tryOnce(somebody.email)).toEqual(unknown);
  for (let n = 1; n < 10; n++) expect((await tryOnce(somebody.email)).status).not.toBe(429);
  const refused = await tryOnce(somebody.email);
  expect(refused.status).toBe(429);
  expect(Number(refused.retryAfter)).toBeGreaterThan(0);
  await site.signedIn(admin);
});

test("signing out, and being disabled, end a session at once", async ({ site }) => {
  const somebody = await site.createUser(newAccount());
  const user = await site.signedIn(somebody);
  const second = await site.signedIn(somebody);
  const cookie = [...user.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const { csrfToken } = await user.get<{ csrfToken: string }>("/api/auth/csrf");
  await user.fetch("/api/auth/signout", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken, json: "true" }).toString(),
  });
  const replay = await fetch(`${site.origin}/api/models`, { headers: { cookie } });
  expect(replay.status, "the old cookie is worth nothing").toBe(401);

  expect((await second.send("GET", "/api/models")).status, "another session of that user goes on").toBe(200);
  const { user: self } = await second.get<{ user: { id: string } }>("/api/auth/session");
  await (await site.signedIn()).patch(`/api/admin/users/${self.id}`, { disabled: true });
  expect((await second.send("GET", "/api/models")).status).toBe(401);
});

test("health answers without a session", async ({ site }) => {
  expect((await site.client().send("GET", "/api/health/live")).status).toBe(200);
  expect((await site.client().send("GET", "/api/health/ready")).status).toBe(200);
});

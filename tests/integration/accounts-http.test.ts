import { beforeEach, expect, test } from "vitest";
import { ensureSetupToken } from "@/lib/services/setup/ensure-setup-token";
import { signIn } from "@/tests/setup/sign-in";
import { TestClient } from "@/tests/setup/client";
import { createTestDatabase } from "@/tests/setup/database";

beforeEach(async () => void (await createTestDatabase()));

const password = "correct horse";

test("a client that knows only the contract sets up a site, signs in, and makes users", async () => {
  const client = new TestClient();
  const token = await ensureSetupToken();
  const setup = await client.post(
    "/api/setup",
    { token, name: "Grace", email: "Grace@Example.org ", password },
    { origin: null },
  );
  expect(setup.status).toBe(201);
  const { user } = await setup.json();
  expect(user).toMatchObject({
    name: "Grace",
    email: "grace@example.org",
    role: "admin",
    accountTier: "standard",
  });

  expect(await (await client.get("/api/auth/session")).json()).toEqual({});
  expect((await signIn(client, "grace@example.org", password)).status).toBe(302);
  const session = await (await client.get("/api/auth/session")).json();
  expect(session.user).toEqual({
    id: user.id,
    name: "Grace",
    email: "grace@example.org",
    role: "admin",
    accountTier: "standard",
  });

  const made = await client.post("/api/admin/users", {
    name: "Ada",
    email: "ada@example.org",
    password,
    accountTier: "pro",
  });
  expect(made.status).toBe(201);
  const ada = (await made.json()).user;
  expect(ada).toMatchObject({ role: "user", accountTier: "pro", disabled: false });
  const list = await (await client.get("/api/admin/users?query=ADA")).json();
  expect(list).toEqual({ items: [ada], nextCursor: null });

  const other = new TestClient();
  await signIn(other, "ada@example.org", password);
  expect((await other.get("/api/admin/users")).status).toBe(403);
  expect((await other.get("/api/settings")).status).toBe(200);

  const { csrfToken } = await (await client.get("/api/auth/csrf")).json();
  const out = await client.send("/api/auth/signout", { method: "POST", form: { csrfToken } });
  expect(out.status).toBe(302);
  expect(await (await client.get("/api/auth/session")).json()).toEqual({});
  expect((await client.get("/api/settings")).status).toBe(401);
});

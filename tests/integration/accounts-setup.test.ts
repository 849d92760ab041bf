import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { ensureSetupToken } from "@/lib/services/setup/ensure-setup-token";
import { createUser } from "@/tests/factories/user";
import { auditRows } from "@/tests/setup/audit";
import { TestClient } from "@/tests/setup/client";
import { createTestDatabase } from "@/tests/setup/database";

beforeEach(async () => void (await createTestDatabase()));

const person = { name: "Grace", email: "grace@example.org", password: "correct horse" };
const setUp = (token: unknown, more: object = {}, client = new TestClient()) =>
  client.post("/api/setup", { token, ...person, ...more });

async function refusal(response: Response) {
  return { status: response.status, code: ((await response.json()) as { code: string }).code };
}

describe("the first admin", () => {
  test("is made once with the token, audited, and can be told apart from nobody", async () => {
    const token = await ensureSetupToken();
    const response = await setUp(token);
    expect(response.status).toBe(201);
    const { user } = await response.json();
    expect(user).toMatchObject({ name: "Grace", email: "grace@example.org", role: "admin", disabled: false });
    expect(JSON.stringify(user)).not.toContain("assword");
    expect(await auditRows("site.setup")).toMatchObject([
      { outcome: "ok", actorId: user.id, target: user.id },
    ]);
    expect(await refusal(await setUp(token))).toEqual({ status: 410, code: "setup_done" });
    expect(await refusal(await setUp("any other"))).toEqual({ status: 410, code: "setup_done" });
    expect(await db().user.count()).toBe(1);
  });

  test("of ten browsers at once exactly one makes it", async () => {
    const token = await ensureSetupToken();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => setUp(token, { email: `grace${index}@example.org` })),
    );
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([201, ...Array.from({ length: 9 }, () => 410)]);
    expect(await db().user.count()).toBe(1);
    expect(await auditRows("site.setup")).toHaveLength(1);
  });

  test("is refused to a wrong, an expired and a replaced token, and nothing is made", async () => {
    const yesterday = new Date(Date.now() - 24 * 3600 * 1000 - 1);
    const expired = await ensureSetupToken(yesterday);
    expect(await refusal(await setUp(expired))).toEqual({ status: 403, code: "forbidden" });
    const former = await ensureSetupToken();
    await ensureSetupToken();
    expect(await refusal(await setUp(former))).toEqual({ status: 403, code: "forbidden" });
    expect(await refusal(await setUp("guess"))).toEqual({ status: 403, code: "forbidden" });
    expect(await db().user.count()).toBe(0);
  });

  test("is refused where a field is wrong, missing or unknown, and the token stays good", async () => {
    const token = await ensureSetupToken();
    const wrong = [
      { email: "no address" },
      { password: "short" },
      { name: "  " },
      { role: "admin" },
      { email: undefined },
    ];
    for (const more of wrong)
      expect(await refusal(await setUp(token, more))).toEqual({ status: 400, code: "invalid_request" });
    expect(await refusal(await setUp(12))).toEqual({ status: 400, code: "invalid_request" });
    expect((await setUp(token)).status).toBe(201);
  });

  test("guessing is limited by address, and says until when", async () => {
    const guess = (client: TestClient) => setUp("guess", {}, client);
    const client = new TestClient();
    for (let turn = 0; turn < 20; turn++) expect((await guess(client)).status).toBe(403);
    const refused = await guess(client);
    expect(refused.status).toBe(429);
    expect(refused.headers.get("ratelimit")).toMatch(/^"setup";r=0;t=\d+$/);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    const elsewhere = new TestClient();
    elsewhere.ip = "10.9.8.7";
    expect((await guess(elsewhere)).status).toBe(403);
  });

  test("may not be made from another site's page", async () => {
    const token = await ensureSetupToken();
    const response = await new TestClient().post(
      "/api/setup",
      { token, ...person },
      { origin: "https://evil.example" },
    );
    expect(await refusal(response)).toEqual({ status: 403, code: "bad_origin" });
    expect(await db().user.count()).toBe(0);
  });
});

describe("the set-up token", () => {
  test("is stored only as a hash", async () => {
    const token = await ensureSetupToken();
    const [row, ...others] = await db().setupToken.findMany();
    expect(others).toEqual([]);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(row)).not.toContain(token);
  });

  test("is not made while there is an admin, and a former one ends", async () => {
    const token = await ensureSetupToken();
    await createUser({ role: "admin" });
    expect(await refusal(await setUp(token))).toEqual({ status: 410, code: "setup_done" });
    expect(await ensureSetupToken()).toBeNull();
    expect(await db().setupToken.count()).toBe(0);
  });
});

test("an email that somebody has is email_taken, and the token stays good", async () => {
  const token = await ensureSetupToken();
  await createUser({ email: person.email });
  expect(await refusal(await setUp(token))).toEqual({ status: 409, code: "email_taken" });
  expect((await setUp(token, { email: "other@example.org" })).status).toBe(201);
});

import { readdirSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { setQuotas } from "@/lib/limits/take";
import { FakeProvider, installProviders } from "@/tests/factories/fake-provider";
import { createUser } from "@/tests/factories/user";
import { TestClient } from "@/tests/setup/client";
import { createTestDatabase } from "@/tests/setup/database";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof methods)[number];
/** Who may come in: anybody, anybody who is signed in, admins only. */
type Auth = "none" | "user" | "admin";

/** Every route file with every method that it has. A new one is written here, or this test fails. */
const table: Record<string, Partial<Record<Method, Auth>>> = {
  "/api/[...rest]": { GET: "none", POST: "none", PUT: "none", PATCH: "none", DELETE: "none" },
  "/api/account/password": { POST: "user" },
  "/api/account/register": { POST: "none" },
  "/api/account/sessions": { GET: "user" },
  "/api/account/sessions/[id]": { DELETE: "user" },
  "/api/admin/audit": { GET: "admin" },
  "/api/admin/audit/export": { GET: "admin" },
  "/api/admin/audit/verify": { POST: "admin" },
  "/api/admin/flags": { GET: "admin" },
  "/api/admin/flags/[key]": { GET: "admin", PUT: "admin" },
  "/api/admin/grants": { GET: "admin" },
  "/api/admin/models": { GET: "admin" },
  "/api/admin/models/downloads": { GET: "admin", POST: "admin" },
  "/api/admin/models/downloads/[id]": { DELETE: "admin" },
  "/api/admin/models/load": { POST: "admin" },
  "/api/admin/models/pin": { POST: "admin" },
  "/api/admin/models/unload": { POST: "admin" },
  "/api/admin/permissions": { GET: "admin", PUT: "admin" },
  "/api/admin/permissions/preview": { POST: "admin" },
  "/api/admin/profiles": { GET: "admin" },
  "/api/admin/profiles/[id]": { PATCH: "admin" },
  "/api/admin/settings": { GET: "admin", PATCH: "admin" },
  "/api/admin/tiers": { GET: "admin", POST: "admin" },
  "/api/admin/tiers/[id]": { PATCH: "admin", DELETE: "admin" },
  "/api/admin/upgrade-requests": { GET: "admin" },
  "/api/admin/upgrade-requests/[id]": { PATCH: "admin" },
  "/api/admin/users": { GET: "admin", POST: "admin" },
  "/api/admin/users/[id]": { GET: "admin", PATCH: "admin" },
  "/api/admin/users/[id]/invite": { POST: "admin" },
  "/api/admin/users/[id]/grants": { POST: "admin" },
  "/api/admin/users/[id]/grants/[grantId]": { DELETE: "admin" },
  "/api/auth/[...nextauth]": { GET: "none", POST: "none" },
  "/api/chat": { POST: "user" },
  "/api/chat/[id]/stop": { POST: "user" },
  "/api/chat/[id]/stream": { GET: "user" },
  "/api/conversations": { GET: "user", POST: "user" },
  "/api/conversations/[id]": { GET: "user", PATCH: "user", DELETE: "user" },
  "/api/conversations/[id]/export": { GET: "user" },
  "/api/events": { GET: "user" },
  "/api/health/live": { GET: "none" },
  "/api/health/ready": { GET: "none" },
  "/api/models": { GET: "user" },
  "/api/models/capabilities": { GET: "user" },
  "/api/models/status": { GET: "user" },
  "/api/models/switch": { POST: "user" },
  "/api/models/switch/[id]": { GET: "user", DELETE: "user" },
  "/api/models/switch/[id]/undo": { POST: "user" },
  "/api/models/tier": { POST: "user" },
  "/api/models/tiers": { GET: "user" },
  "/api/models/warm-up": { DELETE: "user" },
  "/api/notices": { GET: "user" },
  "/api/notices/[id]/read": { POST: "user" },
  "/api/settings": { GET: "user", PATCH: "user" },
  "/api/setup": { POST: "none" },
  "/api/upgrade-requests": { GET: "user", POST: "user" },
  "/api/upgrade/checkout": { GET: "user", POST: "user" },
  "/api/webhooks/stripe": { POST: "none" },
};

const accounts = [
  { role: "user", accountTier: "standard", opens: ["standard"] },
  { role: "user", accountTier: "pro", opens: ["standard", "pro"] },
  { role: "user", accountTier: "code", opens: ["standard", "code"] },
  { role: "admin", accountTier: "standard", opens: ["standard", "pro", "code"] },
] as const;
const tiers = ["standard", "pro", "code"] as const;

beforeAll(async () => {
  await createTestDatabase();
  const engine = new FakeProvider();
  for (const tier of tiers) engine.add(`${tier}.gguf`);
  await installProviders(engine);
  const { db } = await import("@/lib/db/client");
  for (const tierId of tiers)
    await db().modelProfile.updateMany({
      where: { modelId: `${tierId}.gguf` },
      data: { tierId, isDefault: true },
    });
  setQuotas({ "switch.user": 10_000, "switch.ip": 10_000, "chat.user": 10_000, "setup.ip": 10_000 });
});

function routeFiles(folder = path.join(process.cwd(), "app")): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? routeFiles(path.join(folder, entry.name))
      : /^route\.[jt]sx?$/.test(entry.name)
        ? [folder.slice(process.cwd().length + "/app".length).replace(/\/\([^)]*\)/g, "")]
        : [],
  );
}

test("every route file stands in the table, and nothing else does", () => {
  expect(routeFiles().toSorted()).toEqual(Object.keys(table).toSorted());
});

type Door = "no such method" | "sign in" | "forbidden" | "broken" | "inside";

/** What the table promises to somebody. */
function doorFor(auth: Auth | undefined, role: "nobody" | "user" | "admin"): Door {
  if (auth === undefined) return "no such method";
  if (auth !== "none" && role === "nobody") return "sign in";
  return auth === "admin" && role !== "admin" ? "forbidden" : "inside";
}

/** Sends something that no route takes for valid, so that who gets past the door changes nothing. */
async function knock(client: TestClient, url: string, method: Method): Promise<Door> {
  const address = url
    .replace("[...rest]", "no/such/route")
    .replace("[...nextauth]", "session")
    .replaceAll(/\[\w+\]/g, "nothing");
  const response = await client.send(address, {
    method,
    ...(method !== "GET" && method !== "DELETE" && { json: { nonsense: true } }),
  });
  const isJson = response.headers.get("content-type")?.includes("json");
  const { code } = isJson ? ((await response.json()) as { code?: string }) : { code: undefined };
  await response.body?.cancel().catch(() => {});
  if (code === "method_not_allowed") return "no such method";
  if (code === "sign_in_required") return "sign in";
  if (code === "forbidden") return "forbidden";
  return response.status === 500 ? "broken" : "inside";
}

describe.each(Object.entries(table))("%s", (url, row) => {
  test("lets in whom the table says, whatever the tier, and nobody else", async () => {
    const anonymous = new TestClient();
    const forged = new TestClient();
    forged.cookies.set("next-auth.session-token", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..forged");
    const unknown = await new TestClient().become({ ...(await createUser()), sessionId: "made-up" });
    const people = await Promise.all(
      accounts.map(async ({ role, accountTier }) => {
        const actor = await createUser({ role, accountTier });
        return { role, client: await new TestClient().become(actor) };
      }),
    );
    for (const method of methods) {
      const auth = row[method];
      for (const stranger of [anonymous, forged, unknown])
        expect([method, await knock(stranger, url, method)]).toEqual([method, doorFor(auth, "nobody")]);
      for (const { role, client } of people)
        expect([method, await knock(client, url, method)]).toEqual([method, doorFor(auth, role)]);
    }
  });
});

interface Line {
  id: string;
  access: { allowed: boolean };
  profiles: { access: { allowed: boolean } }[];
}
const json = async (response: Response) => (await response.json()) as Record<string, unknown>;

describe.each(accounts)("an account of tier $accountTier with role $role", ({ role, accountTier, opens }) => {
  test.each(tiers)("finds one answer for %s everywhere", async (tier) => {
    const client = await new TestClient().become(await createUser({ role, accountTier }));
    const isOpen = (opens as readonly string[]).includes(tier);
    const model = { provider: "llamacpp", model: `${tier}.gguf` };

    const { providers } = (await json(await client.get("/api/models"))) as {
      providers: { models: Line[] }[];
    };
    const listed = providers.flatMap(({ models }) => models).find(({ id }) => id === model.model);
    const answer = (await json(await client.get("/api/models/tiers"))) as { tiers: Line[] };
    const line = answer.tiers.find(({ id }) => id === tier);
    const status = (await json(
      await client.get(`/api/models/status?provider=llamacpp&model=${model.model}`),
    )) as { models: { available: boolean }[] };
    expect({
      list: listed?.access.allowed,
      tier: line?.access.allowed,
      profile: line?.profiles[0]?.access.allowed,
      status: status.models[0]?.available,
    }).toEqual({ list: isOpen, tier: isOpen, profile: isOpen, status: isOpen });

    const say = (id: string, more: object) =>
      client.post("/api/chat", {
        id,
        message: { id: crypto.randomUUID(), role: "user", parts: [{ type: "text", text: "Hello" }] },
        ...more,
      });
    const id = crypto.randomUUID();
    const first = await say(id, {});
    expect(first.status).toBe(200);
    await first.text();
    const doors = {
      switch: () => client.post("/api/models/switch", model),
      tier: () => client.post("/api/models/tier", { tier }),
      chat: () => say(crypto.randomUUID(), { model }),
      regenerate: () => client.post("/api/chat", { id, trigger: "regenerate-message", model }),
    };
    const answers: [string, Response][] = [];
    for (const [door, knockAt] of Object.entries(doors)) answers.push([door, await knockAt()]);
    expect(answers.map(([door, { status }]) => [door, status])).toEqual(
      Object.keys(doors).map((door) => [door, isOpen ? 200 : 403]),
    );
    for (const [door, response] of answers.filter(([, { status }]) => status === 403)) {
      const refused = (await json(response)) as { alternatives: { tier: string }[] };
      expect([door, refused]).toMatchObject([
        door,
        { status: 403, code: "tier_locked", requiredTier: tier, upgradeUrl: `/upgrade?tier=${tier}` },
      ]);
      expect(refused.alternatives.length).toBeGreaterThan(0);
      for (const other of refused.alternatives) expect(opens).toContain(other.tier);
    }
    const { selection } = (await json(await client.get("/api/models"))) as { selection: { tier: string } };
    expect(opens).toContain(selection.tier);
  });
});

import { beforeAll, beforeEach, expect, test } from "vitest";
import type { UserActor } from "@/lib/access/actor";
import { TiersAnswer } from "@/lib/contract/models";
import { db } from "@/lib/db/client";
import { FakeProvider, installProviders } from "@/tests/factories/fake-provider";
import { createProfile } from "@/tests/factories/profile";
import { createUser } from "@/tests/factories/user";
import { TestClient } from "@/tests/setup/client";
import { createTestDatabase } from "@/tests/setup/database";

let actor: UserActor;
let client: TestClient;

beforeAll(async () => {
  await createTestDatabase();
  await createProfile({ provider: "llamacpp", modelId: "pro.gguf", tierId: "pro", displayName: "Large" });
  await installProviders(new FakeProvider().add("a.gguf").add("pro.gguf"));
});

beforeEach(async () => {
  actor = await createUser();
  client = await new TestClient().become(actor);
});

const tiers = async () => TiersAnswer.parse(await (await client.get("/api/models/tiers")).json());
const outcomes = async () =>
  (await db().auditEvent.findMany({ where: { actorId: actor.id }, orderBy: { seq: "asc" } })).map(
    ({ outcome, target }) => [target, outcome],
  );

test("locked and empty tiers stay visible with their reason", async () => {
  const answer = await tiers();
  expect(answer).toMatchObject({ currentTier: "standard", accountTier: "standard" });
  expect(answer.tiers.map(({ id, order, access, available }) => ({ id, order, access, available }))).toEqual([
    { id: "standard", order: 0, access: { allowed: true }, available: true },
    { id: "pro", order: 1, access: { allowed: false, reason: "tier", requiredTier: "pro" }, available: true },
    {
      id: "code",
      order: 2,
      access: { allowed: false, reason: "tier", requiredTier: "code" },
      available: false,
    },
  ]);
  expect(answer.tiers[1]?.profiles).toMatchObject([
    { displayName: "Large", modelId: "pro.gguf", tier: "pro", access: { allowed: false }, status: "ready" },
  ]);
});

test("choosing a tier selects its default profile", async () => {
  actor = await createUser({ accountTier: "pro" });
  client = await new TestClient().become(actor);
  const response = await client.post("/api/models/tier", { tier: "pro" });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    state: "active",
    model: "pro.gguf",
    selection: { tier: "pro" },
  });
  expect(await tiers()).toMatchObject({ currentTier: "pro" });
  expect(await outcomes()).toEqual([["tier:pro", "active"]]);
});

test("a locked tier is denied, an unknown one not found, an empty one unavailable; all are in the trail", async () => {
  const codes: unknown[] = [];
  for (const tier of ["pro", "nope"])
    codes.push(((await (await client.post("/api/models/tier", { tier })).json()) as { code: string }).code);
  const admin = await createUser({ role: "admin" });
  const response = await (await new TestClient().become(admin)).post("/api/models/tier", { tier: "code" });
  expect(codes).toEqual(["tier_locked", "not_found"]);
  expect(response.status).toBe(503);
  expect(await outcomes()).toEqual([
    ["tier:pro", "denied"],
    ["tier:nope", "not_found"],
  ]);
});

test("a grant opens a tier until it ends", async () => {
  const grant = await db().tierGrant.create({
    data: { userId: actor.id, tierId: "pro", until: new Date(Date.now() + 60_000) },
  });
  expect((await client.post("/api/models/tier", { tier: "pro" })).status).toBe(200);
  await db().tierGrant.update({ where: { id: grant.id }, data: { until: new Date(Date.now() - 1) } });
  expect((await client.post("/api/models/tier", { tier: "pro" })).status).toBe(403);
});

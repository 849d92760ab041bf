import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { FakeProvider, installProviders } from "@/tests/factories/fake-provider";
import { createUser } from "@/tests/factories/user";
import { auditRows } from "@/tests/setup/audit";
import { TestClient } from "@/tests/setup/client";
import { createTestDatabase } from "@/tests/setup/database";

beforeEach(async () => {
  await createTestDatabase();
  const engine = new FakeProvider().add("a.gguf").add("pro.gguf").add("cold.gguf", { status: "cold" });
  await installProviders(engine);
  await db().modelProfile.updateMany({ where: { modelId: "pro.gguf" }, data: { tierId: "pro" } });
});

const to = (model: string) => ({ provider: "llamacpp", model });

test("a row tells by which rule, behind which flag, how near the limit and how fast", async () => {
  const actor = await createUser();
  const client = await new TestClient().become(actor);
  await client.post("/api/models/switch", to("a.gguf"));
  await client.post("/api/models/switch", to("pro.gguf"));
  const { id } = await db().tierGrant.create({ data: { userId: actor.id, tierId: "pro" } });
  await client.post("/api/models/tier", { tier: "pro" });
  const limit = (remaining: number) => ({ policy: "switch", quota: 30, remaining });
  const fast = {
    authorizedMs: expect.any(Number),
    readyMs: expect.any(Number),
    committedMs: expect.any(Number),
  };
  expect(await auditRows("model.switch")).toMatchObject([
    { outcome: "active", details: { rule: "matrix", flag: "percentage", limit: limit(29), timings: fast } },
    {
      outcome: "denied",
      details: {
        rule: "none",
        flag: "percentage",
        limit: limit(28),
        timings: { authorizedMs: null, committedMs: null },
      },
    },
    {
      outcome: "active",
      details: { rule: `grant:${id}`, flag: "percentage", limit: limit(27), timings: fast },
    },
  ]);
});

test("an admin's row says that it was the role", async () => {
  const client = await new TestClient().become(await createUser({ role: "admin" }));
  await client.post("/api/models/switch", to("pro.gguf"));
  expect(await auditRows("model.switch")).toMatchObject([{ outcome: "active", details: { rule: "admin" } }]);
});

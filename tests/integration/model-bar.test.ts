import { beforeAll, beforeEach, expect, test } from "vitest";
import type { UserActor, UserContext } from "@/lib/access/actor";
import { db } from "@/lib/db/client";
import { getModelBar } from "@/lib/services/models/get-model-bar";
import { FakeProvider, installProviders } from "@/tests/factories/fake-provider";
import { createUser } from "@/tests/factories/user";
import { TestClient } from "@/tests/setup/client";
import { createTestDatabase } from "@/tests/setup/database";

let user: UserActor;
let ctx: UserContext;
let client: TestClient;

beforeAll(async () => {
  await createTestDatabase();
  await installProviders(new FakeProvider().add("a.gguf").add("b.gguf"));
});

beforeEach(async () => {
  user = await createUser();
  ctx = { actor: user, requestId: "test", ip: "127.0.0.1" };
  client = await new TestClient().become(user);
  await db().featureFlag.update({ where: { key: "tier-selector" }, data: { enabled: true } });
});

test("the page is drawn with the tiers of its reader, and with what is active in its chat", async () => {
  const { conversation } = (await (await client.post("/api/conversations", {})).json()) as {
    conversation: { id: string };
  };
  await client.post("/api/models/switch", {
    provider: "llamacpp",
    model: "b.gguf",
    conversationId: conversation.id,
  });
  await client.post("/api/models/switch", { provider: "llamacpp", model: "a.gguf" });
  const [chat, fresh] = await Promise.all([
    getModelBar(ctx, { conversationId: conversation.id }),
    getModelBar(ctx),
  ]);
  expect(chat.models.selection).toMatchObject({ model: "b.gguf", source: "conversation" });
  expect(fresh.models.selection).toMatchObject({ model: "a.gguf", source: "user" });
  expect(fresh.models.tierSelector).toBe(true);
  expect(fresh.tiers).toMatchObject({ accountTier: "standard", currentTier: "standard" });
  expect(fresh.tiers?.tiers.find(({ id }) => id === "pro")?.access).toMatchObject({ allowed: false });
});

test("with the flag off the page is drawn without tiers, models stay, and the tier API answers feature_off", async () => {
  await db().featureFlag.update({ where: { key: "tier-selector" }, data: { enabled: false } });
  const bar = await getModelBar(ctx);
  expect(bar.tiers).toBeNull();
  expect(bar.models.providers[0]?.models).toHaveLength(2);
  // So that the page does not ask for what would be refused.
  expect(await (await client.get("/api/models")).json()).toMatchObject({ tierSelector: false });
  const refusals = [
    await client.get("/api/models/tiers"),
    await client.post("/api/models/tier", { tier: "standard" }),
  ];
  for (const refusal of refusals) {
    expect(refusal.status).toBe(403);
    expect(await refusal.json()).toMatchObject({ code: "feature_off" });
  }
  const switched = await client.post("/api/models/switch", { provider: "llamacpp", model: "b.gguf" });
  expect(switched.status).toBe(200);
});

test("another user's chat is indistinguishable from a missing one", async () => {
  const other = await new TestClient().become(await createUser());
  const { conversation } = (await (await other.post("/api/conversations", {})).json()) as {
    conversation: { id: string };
  };
  for (const conversationId of [conversation.id, crypto.randomUUID()])
    await expect(getModelBar(ctx, { conversationId })).rejects.toMatchObject({ code: "not_found" });
});

import { createClient as openDatabase } from "@libsql/client";
import { beforeEach, describe, expect, test } from "vitest";
import { env } from "@/lib/env";
import { catalogue } from "@/lib/providers/catalogue";
import { type Chatter, createChatWorld, StreamReader } from "@/tests/factories/conversation";
import { auditRows } from "@/tests/setup/audit";

const capabilities = { images: false, tools: false, embeddings: false };
let world: Awaited<ReturnType<typeof createChatWorld>>;
let ada: Chatter;
let conversationId: string;

/** Ada has a chat that is long for small.gguf, which needs Pro: a switch is allowed, then counts, then commits. */
beforeEach(async () => {
  world = await createChatWorld();
  world.provider.models = [
    { id: "alpha.gguf", displayName: "Alpha", status: "ready", contextLength: 8192, capabilities },
    { id: "small.gguf", displayName: "Small", status: "ready", contextLength: 512, capabilities },
  ];
  await catalogue().refresh("llamacpp");
  await elsewhere(`UPDATE "ModelProfile" SET "tierId" = 'pro' WHERE "modelId" = 'small.gguf'`);
  ada = await world.signIn();
  await elsewhere(`UPDATE "User" SET "accountTier" = 'pro'`);
  conversationId = crypto.randomUUID();
  const stream = new StreamReader(await ada.send(conversationId, "z".repeat(2000)));
  const asked = await world.provider.nextAnswer();
  asked.say("Yes.");
  asked.finish();
  await stream.rest();
});

/** Over a connection of its own, as another process writes. */
async function elsewhere(sql: string): Promise<void> {
  const client = openDatabase({ url: env().DATABASE_URL, timeout: 5000 });
  try {
    await client.execute(sql);
  } finally {
    client.close();
  }
}

const target = { provider: "llamacpp", model: "small.gguf" };

/** Switches; `change` happens after the switch was allowed and before it commits. */
async function switchWhile(change: () => Promise<void>) {
  world.provider.countTokens = async () => {
    await change();
    return 10;
  };
  const response = await ada.post("/api/models/switch", { ...target, conversationId });
  return { status: response.status, ...((await response.json()) as Record<string, unknown>) };
}

const selected = async () =>
  (await (await ada.get(`/api/models?conversationId=${conversationId}`)).json()) as {
    selection: { model: string };
  };

test("without a race the switch goes through", async () => {
  expect(await switchWhile(async () => {})).toMatchObject({ status: 200, state: "active" });
});

describe("what an admin takes away between the check and the commit is not served", () => {
  test.each([
    ["a downgrade", `UPDATE "User" SET "accountTier" = 'standard'`, "tier_locked"],
    ["a row of the matrix", `DELETE FROM "TierPermission" WHERE "tierId" = 'pro'`, "tier_locked"],
    [
      "a profile's move",
      `UPDATE "ModelProfile" SET "tierId" = 'code' WHERE "modelId" = 'small.gguf'`,
      "tier_locked",
    ],
    [
      "a profile switched off",
      `UPDATE "ModelProfile" SET "enabled" = 0 WHERE "modelId" = 'small.gguf'`,
      "forbidden",
    ],
  ])("%s, written by another process", async (_what, sql, code) => {
    const refused = await switchWhile(() => elsewhere(sql));
    expect(refused).toMatchObject({ status: 403, code });
    expect(await selected()).toMatchObject({ selection: { model: "alpha.gguf" } });
    expect(await auditRows("model.switch")).toMatchObject([{ outcome: "denied", reason: code }]);
    expect(await world.database.switch.findMany()).toMatchObject([{ state: "denied" }]);
  });
});

test("what an admin gives counts from the next switch on, with its rule in the trail", async () => {
  await elsewhere(`UPDATE "User" SET "accountTier" = 'standard'`);
  expect(await switchWhile(async () => {})).toMatchObject({ code: "tier_locked" });
  await elsewhere(`INSERT INTO "TierPermission" ("accountTierId", "tierId") VALUES ('standard', 'pro')`);
  expect(await switchWhile(async () => {})).toMatchObject({ status: 200 });
  expect(await auditRows("model.switch")).toMatchObject([
    { outcome: "denied", details: { rule: "none" } },
    { outcome: "active", details: { rule: "matrix" } },
  ]);
});

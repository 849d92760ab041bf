import { beforeEach, describe, expect, test } from "vitest";
import { createClient, db, transaction } from "@/lib/db/client";
import { readSiteRules, readSiteRulesIn } from "@/lib/db/site-rules";
import { createTestDatabase, type TestDatabase } from "@/tests/setup/database";

let database: TestDatabase;
beforeEach(async () => void (database = await createTestDatabase()));

const profile = { displayName: "A", internalName: "a", provider: "llamacpp", modelId: "a.gguf" };
const revision = async () => (await readSiteRules()).revision;

describe("every change of what is kept moves the revision, also after a table was rebuilt", () => {
  test.each([
    [
      "Tier",
      `INSERT INTO "Tier" (id, displayName, position) VALUES ('new', 'New', 9)`,
      `UPDATE "Tier" SET position = 8 WHERE id = 'new'`,
      `DELETE FROM "Tier" WHERE id = 'new'`,
    ],
    [
      "TierPermission",
      `INSERT INTO "TierPermission" VALUES ('pro', 'code')`,
      `UPDATE "TierPermission" SET tierId = 'pro' WHERE accountTierId = 'code' AND tierId = 'code'`,
      `DELETE FROM "TierPermission" WHERE tierId = 'code'`,
    ],
    [
      "ModelProfile",
      `INSERT INTO "ModelProfile" (id, displayName, internalName, provider, modelId, tierId, starters, fallbacks, updatedAt) VALUES ('p', 'A', 'a', 'x', 'y', 'pro', '[]', '[]', 0)`,
      `UPDATE "ModelProfile" SET enabled = 0`,
      `DELETE FROM "ModelProfile"`,
    ],
    [
      "FeatureFlag",
      `INSERT INTO "FeatureFlag" (key, enabled, percentage, tiers, userIds, updatedAt) VALUES ('f', 1, 1, '[]', '[]', 0)`,
      `UPDATE "FeatureFlag" SET percentage = 2 WHERE key = 'f'`,
      `DELETE FROM "FeatureFlag" WHERE key = 'f'`,
    ],
    [
      "SiteSetting",
      `INSERT INTO "SiteSetting" (key, value, updatedAt) VALUES ('s', '1', 0)`,
      `UPDATE "SiteSetting" SET value = '2'`,
      `DELETE FROM "SiteSetting"`,
    ],
  ])("%s", async (_table, ...statements) => {
    for (const sql of statements) {
      const before = await revision();
      expect(await db().$executeRawUnsafe(sql)).toBeGreaterThan(0);
      expect(await revision()).toBeGreaterThan(before);
    }
  });
});

test("rules are the same objects until something changes", async () => {
  const rules = await readSiteRules();
  expect(await readSiteRules()).toBe(rules);
  await db().modelProfile.create({ data: { ...profile, tierId: "pro" } });
  const later = await readSiteRules();
  expect(later.profiles).toMatchObject([{ internalName: "a" }]);
  expect(rules.profiles).toEqual([]);
});

test("another process's change is seen by the next reader", async () => {
  await readSiteRules();
  const other = createClient(database.url);
  await other.tierPermission.create({ data: { accountTierId: "standard", tierId: "pro" } });
  await other.$disconnect();
  expect((await readSiteRules()).permissions).toContainEqual({ accountTierId: "standard", tierId: "pro" });
});

test("what a transaction saw that was rolled back is not kept, not even under the same revision", async () => {
  await readSiteRules();
  const insert = (internalName: string) => ({ data: { ...profile, internalName, tierId: "pro" } });
  await expect(
    transaction(async (tx) => {
      await tx.modelProfile.create(insert("never"));
      expect((await readSiteRulesIn(tx)).profiles).toMatchObject([{ internalName: "never" }]);
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  await db().modelProfile.create(insert("real"));
  expect((await readSiteRules()).profiles).toMatchObject([{ internalName: "real" }]);
});

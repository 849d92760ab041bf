import { beforeAll, describe, expect, test } from "vitest";
import { loadEntitlements, tierAccess } from "@/lib/access/entitlement";
import { can } from "@/lib/access/can";
import { systemContext } from "@/lib/access/actor";
import { db } from "@/lib/db/client";
import { createUser, type TestUserOptions } from "@/tests/factories/user";
import { createTestDatabase } from "@/tests/setup/database";

beforeAll(async () => void (await createTestDatabase()));

const tiers = ["standard", "pro", "code"];
const locked = (requiredTier: string) => ({ allowed: false, reason: "tier", requiredTier });
const open = { allowed: true };

async function accessOf(options: TestUserOptions, grants: { tierId: string; until: Date | null }[] = []) {
  const user = await createUser(options);
  for (const grant of grants) await db().tierGrant.create({ data: { userId: user.id, ...grant } });
  const entitlements = await loadEntitlements(user);
  return tiers.map((tier) => tierAccess(entitlements, tier));
}

describe("may this user use that tier?", () => {
  test.each([
    ["standard", [open, locked("pro"), locked("code")]],
    ["pro", [open, open, locked("code")]],
    ["code", [open, locked("pro"), open]],
  ])("an account of tier %s, by the seeded matrix", async (accountTier, expected) => {
    expect(await accessOf({ accountTier })).toEqual(expected);
  });

  test("an admin may use every tier", async () => {
    expect(await accessOf({ role: "admin" })).toEqual([open, open, open]);
  });

  test("an account whose tier is gone may use none", async () => {
    expect(await accessOf({ accountTier: "gone" })).toEqual([
      locked("standard"),
      locked("pro"),
      locked("code"),
    ]);
  });

  test("a grant opens its tier until its date, to nobody else, and one without a date for good", async () => {
    const soon = new Date(Date.now() + 60_000);
    const past = new Date(Date.now() - 1);
    expect(await accessOf({}, [{ tierId: "pro", until: soon }])).toEqual([open, open, locked("code")]);
    expect(await accessOf({}, [{ tierId: "code", until: null }])).toEqual([open, locked("pro"), open]);
    expect(await accessOf({}, [{ tierId: "pro", until: past }])).toEqual([
      open,
      locked("pro"),
      locked("code"),
    ]);
    expect(await accessOf({})).toEqual([open, locked("pro"), locked("code")]);
  });

  test("the required tier is the first account tier, in order, whose row holds it", async () => {
    await db().tierPermission.create({ data: { accountTierId: "pro", tierId: "code" } });
    expect(await accessOf({})).toEqual([open, locked("pro"), locked("pro")]);
    await db().tierPermission.deleteMany({ where: { tierId: "code" } });
    expect((await accessOf({}))[2]).toEqual({ allowed: false, reason: "tier" });
  });
});

test("permissions go by role: an admin and the site itself may, a user and nobody may not", async () => {
  expect(can(await createUser({ role: "admin" }), "user:change")).toBe(true);
  expect(can(systemContext("reaper").actor, "user:change")).toBe(true);
  expect(can(await createUser(), "user:change")).toBe(false);
  expect(can({ kind: "anonymous" }, "user:change")).toBe(false);
});

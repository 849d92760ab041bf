import { expect, test } from "vitest";
import { evaluateFlag, placeOf, type FlagRule } from "./evaluate";

const rule = (more: Partial<FlagRule> = {}): FlagRule => ({
  key: "tier-selector",
  enabled: true,
  percentage: 0,
  tiers: ["pro"],
  userIds: ["ada"],
  ...more,
});
const people = Array.from({ length: 2000 }, (_, index) => `user-${index}`);
const on = (flag: FlagRule) =>
  people.filter((id) => evaluateFlag(flag, { id, accountTier: "standard" }).value);

test.each([
  ["a named user", rule(), "ada", "standard", true, "user"],
  ["a listed account tier", rule(), "bo", "pro", true, "tier"],
  ["nobody else at 0 %", rule(), "bo", "standard", false, "outside"],
  ["everybody at 100 %", rule({ percentage: 100 }), "bo", "standard", true, "percentage"],
  ["nobody when it is off", rule({ enabled: false, percentage: 100 }), "ada", "pro", false, "off"],
])("is on for %s", (_who, flag, id, accountTier, value, variant) => {
  expect(evaluateFlag(flag, { id, accountTier })).toEqual({ value, variant });
});

test("a user keeps their place, and raising the percentage only adds people", () => {
  const tenth = on(rule({ percentage: 10 }));
  const half = on(rule({ percentage: 50 }));
  expect(on(rule({ percentage: 10 }))).toEqual(tenth);
  expect(half).toEqual(expect.arrayContaining(tenth));
  expect(tenth.length / people.length).toBeCloseTo(0.1, 1);
  expect(half.length / people.length).toBeCloseTo(0.5, 1);
});

test("who is early for one flag is not early for every other", () => {
  const early = people.filter((id) => placeOf("tier-selector", id) < 10);
  const both = early.filter((id) => placeOf("another", id) < 10);
  expect(both.length).toBeLessThan(early.length / 2);
});

import { expect, test } from "vitest";
import { audienceWords, flagEffect, isSameFlag } from "./flag-words";

const names = [
  { id: "standard", displayName: "Standard" },
  { id: "pro", displayName: "Pro" },
];
const all = { enabled: true, percentage: 100, tiers: [], userIds: [] };

test.each([
  [all, "Everybody sees it."],
  [{ ...all, enabled: false }, "Nobody sees it."],
  [{ ...all, percentage: 0 }, "Nobody sees it: no share, tier or person is chosen."],
  [
    { ...all, percentage: 25, tiers: ["pro"], userIds: ["a", "b"] },
    "25% of all people, everybody with Pro and 2 named people see it.",
  ],
  [{ ...all, percentage: 0, userIds: ["a"] }, "1 named person sees it."],
  [{ ...all, percentage: 0, tiers: ["standard", "pro"] }, "Everybody with Standard and Pro sees it."],
])("who sees it (%#)", (flag, words) => {
  expect(audienceWords(flag, names)).toBe(words);
});

test("the off switch says what goes on without it", () => {
  const off = { ...all, enabled: false };
  expect(flagEffect(all, off, names)).toContain("the list of models goes on working");
  expect(flagEffect(off, { ...off, percentage: 5 }, names)).toContain("counts when it is switched on");
  expect(flagEffect(off, all, names)).toBe("Everybody sees it. It counts at once, in open pages too.");
});

test("the order of tiers and people is no change", () => {
  expect(isSameFlag({ ...all, userIds: ["a", "b"] }, { ...all, userIds: ["b", "a"] })).toBe(true);
  expect(isSameFlag({ ...all, tiers: ["pro"] }, { ...all, tiers: ["standard"] })).toBe(false);
});

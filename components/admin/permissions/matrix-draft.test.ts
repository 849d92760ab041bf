import { expect, test } from "vitest";
import { cellWords, changedCells, effectWords, mayUse, othersWords, rebased, withCell } from "./matrix-draft";

const ids = ["standard", "pro", "code"];
const tiers = [
  { id: "standard", displayName: "Standard" },
  { id: "pro", displayName: "Pro" },
  { id: "code", displayName: "Code" },
];
const base = { standard: ["standard"], pro: ["standard", "pro"], code: ["standard", "code"] };
const none = { gains: {}, loses: {}, active: {}, runningAnswers: 0 };

test("a cell that is set and set back is no change, whatever the order of the row", () => {
  const opened = withCell(base, { accountTier: "pro", tier: "code", allowed: true });
  expect(changedCells(base, opened, ids)).toEqual([{ accountTier: "pro", tier: "code", allowed: true }]);
  const closed = withCell(opened, { accountTier: "pro", tier: "standard", allowed: false });
  const again = withCell(closed, { accountTier: "pro", tier: "standard", allowed: true });
  expect(changedCells(opened, again, ids)).toEqual([]);
  expect(mayUse(base, "pro", "code")).toBe(false);
});

test("own changes survive what somebody else saved, and rows of removed tiers fall away", () => {
  const mine = [
    { accountTier: "pro", tier: "code", allowed: true },
    { accountTier: "lab", tier: "pro", allowed: true },
    { accountTier: "code", tier: "standard", allowed: false },
  ];
  const theirs = { ...base, standard: ["standard", "pro"] };
  expect(rebased(mine, theirs)).toEqual({
    standard: ["standard", "pro"],
    pro: ["standard", "pro", "code"],
    code: ["code"],
  });
  expect(othersWords(changedCells(base, theirs, ids), tiers)).toBe("Standard may use Pro");
  expect(cellWords({ accountTier: "code", tier: "standard", allowed: false }, tiers)).toBe(
    "Code may not use Standard",
  );
});

test.each([
  [
    { ...none, gains: { code: 46 }, loses: { pro: 9 }, active: { pro: 2 }, runningAnswers: 1 },
    "46 people gain Code. 9 people lose Pro: 2 have it active and go back to a model that is allowed. 1 answer is running and finishes first.",
  ],
  [
    { ...none, gains: { code: 1 }, loses: { pro: 1 }, active: { pro: 1 }, runningAnswers: 3 },
    "1 person gains Code. 1 person loses Pro: 1 has it active and goes back to a model that is allowed. 3 answers are running and finish first.",
  ],
  [{ ...none, gains: { code: 1200 } }, "1,200 people gain Code."],
  [
    { ...none, gains: { code: 0 } },
    "Nobody is touched today: no account has what changes. It counts for accounts to come.",
  ],
])("the effect in words (%#)", (effect, words) => {
  expect(effectWords(effect, tiers)).toBe(words);
});

import { expect, test } from "vitest";
import { tierChangeWords } from "./tier-change";

const tiers = [
  { id: "standard", displayName: "Standard" },
  { id: "pro", displayName: "Pro" },
  { id: "code", displayName: "Code" },
];
const matrix = { standard: ["standard"], pro: ["standard", "pro"], code: ["standard", "code"] };

test.each([
  ["standard", "pro", "gains Pro"],
  ["pro", "standard", "loses Pro"],
  ["code", "pro", "gains Pro and loses Code"],
  ["pro", "pro", "may use the same tiers as before"],
  ["gone", "code", "gains Standard and Code"],
])("an account that goes from %s to %s %s", (from, to, words) => {
  expect(tierChangeWords(matrix, tiers, from, to)).toBe(words);
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { cheapestSet, type Candidate } from "./cheapest-set";

const one = (item: string, bytes: number, cost: number): Candidate<string> => ({ item, bytes, cost });

it.each([
  ["nobody, when nothing is missing", [one("a", 10, 1)], 0, []],
  ["null, when all together are not enough", [one("a", 10, 1), one("b", 10, 1)], 21, null],
  ["the cheapest that is enough", [one("a", 40, 3), one("b", 40, 1), one("c", 40, 2)], 40, ["b"]],
  [
    "one dear model rather than two that cost more together",
    [one("a", 40, 2), one("b", 40, 2), one("c", 60, 3)],
    60,
    ["c"],
  ],
  [
    "two cheap models rather than one that costs more",
    [one("a", 40, 1), one("b", 40, 1), one("c", 80, 3)],
    60,
    ["a", "b"],
  ],
  ["as few as do, when the cost is the same", [one("a", 10, 0), one("b", 50, 0)], 40, ["b"]],
  ["the first, when all is the same", [one("old", 50, 1), one("new", 50, 1)], 40, ["old"]],
])("chooses %s", (_, candidates, missing, chosen) => {
  expect(cheapestSet(candidates, missing)).toEqual(chosen);
});

it("no other choice that frees enough costs less", () => {
  const candidate = fc.record({ item: fc.nat(), bytes: fc.integer({ min: 1, max: 50 }), cost: fc.nat(20) });
  fc.assert(
    fc.property(fc.array(candidate, { maxLength: 8 }), fc.integer({ min: 1, max: 150 }), (drawn, missing) => {
      const candidates = drawn.map((each, item) => ({ ...each, item }));
      const sum = (items: number[], of: "bytes" | "cost"): number =>
        items.reduce((total, item) => total + (candidates[item]?.[of] ?? 0), 0);
      const subsets = Array.from({ length: 2 ** candidates.length }, (_, bits) =>
        candidates.map(({ item }) => item).filter((item) => (bits >> item) & 1),
      ).filter((items) => sum(items, "bytes") >= missing);
      const chosen = cheapestSet(candidates, missing);
      const least = Math.min(...subsets.map((items) => sum(items, "cost")));
      expect(chosen ? sum(chosen, "cost") : Infinity).toBe(least);
      expect(chosen ? sum(chosen, "bytes") : Infinity).toBeGreaterThanOrEqual(missing);
    }),
    { numRuns: 200 },
  );
});

it("forty candidates are decided at once, and what is chosen frees enough", () => {
  const many = Array.from({ length: 40 }, (_, n) => one(`m${n}`, 10 + (n % 7), 1 + ((n * 13) % 11)));
  const chosen = cheapestSet(many, 200) ?? [];
  const freed = many.filter(({ item }) => chosen.includes(item)).reduce((sum, { bytes }) => sum + bytes, 0);
  expect(freed).toBeGreaterThanOrEqual(200);
});

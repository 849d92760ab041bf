import { expect, test } from "vitest";
import { addressOf, filtersOf, noFilters, queryOf } from "./filters";

test("the page begins with switches, and an address says all that is asked", () => {
  expect(filtersOf({})).toEqual({ ...noFilters, action: "model.switch" });
  expect(filtersOf({ actor: "ben@example.org" })).toEqual({ ...noFilters, actor: "ben@example.org" });
  expect(filtersOf({ action: ["a", "b"] })).toEqual({ ...noFilters, action: "model.switch" });
  for (const filters of [
    noFilters,
    { ...noFilters, action: "model.switch", outcome: "denied", target: "qwen & co" },
  ])
    expect(filtersOf(Object.fromEntries(new URLSearchParams(addressOf(filters))))).toEqual(filters);
});

test("the API gets times for days, both ends inside, and nothing for empty fields", () => {
  expect(queryOf({ ...noFilters, actor: " ben@example.org " })).toBe("actor=ben%40example.org");
  const query = new URLSearchParams(queryOf({ ...noFilters, from: "2026-11-22", to: "2026-11-22" }));
  const lengthMs = Date.parse(query.get("to") ?? "") - Date.parse(query.get("from") ?? "");
  expect(lengthMs).toBe(86_400_000);
  expect(queryOf({ ...noFilters, from: "soon" })).toBe("");
});

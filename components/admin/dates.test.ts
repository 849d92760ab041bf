import { expect, test } from "vitest";
import { dateField, endOfDay, timeLeft } from "./dates";

const now = new Date("2026-11-22T12:00:00Z");

test.each([
  ["2026-11-30T13:00:00Z", "8 days left"],
  ["2026-11-23T12:00:00Z", "1 day left"],
  ["2026-11-23T11:59:59Z", "23 hours left"],
  ["2026-11-22T13:00:00Z", "1 hour left"],
  ["2026-11-22T12:59:00Z", "less than an hour left"],
  ["2026-11-22T12:00:00Z", "ended"],
])("until %s says %s", (until, words) => {
  expect(timeLeft(until, now)).toBe(words);
});

test("a day that is chosen counts to its end, and an empty field is no end", () => {
  const end = endOfDay("2026-11-30");
  expect(end).not.toBeNull();
  const local = new Date(end ?? "");
  expect([local.getDate(), local.getHours(), local.getMinutes()]).toEqual([30, 23, 59]);
  expect(dateField(local)).toBe("2026-11-30");
  expect(endOfDay("")).toBeNull();
  expect(endOfDay("soon")).toBeNull();
});

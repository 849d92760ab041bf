import { expect, test } from "vitest";
import { groupByDay } from "@/components/layout/group-by-day";

const now = new Date(2026, 10, 22, 0, 30);
const at = (...parts: [number, number, number, number, number]) => ({
  updatedAt: new Date(...parts).toISOString(),
});
const labels = (items: { updatedAt: string }[]) =>
  groupByDay(items, now).map((group) => [group.label, group.items.length]);

test("the calendar day counts, not the last 24 hours", () => {
  expect(labels([at(2026, 10, 22, 0, 10), at(2026, 10, 21, 23, 50), at(2026, 10, 21, 0, 0)])).toEqual([
    ["Today", 1],
    ["Yesterday", 2],
  ]);
});

test("older chats fall into 7 days, 30 days, then months", () => {
  const items = [
    at(2026, 10, 20, 12, 0),
    at(2026, 10, 15, 12, 0),
    at(2026, 10, 14, 12, 0),
    at(2026, 9, 23, 12, 0),
    at(2026, 9, 22, 12, 0),
    at(2025, 11, 1, 12, 0),
  ];
  expect(labels(items)).toEqual([
    ["Last 7 days", 2],
    ["Last 30 days", 2],
    ["October 2026", 1],
    ["December 2025", 1],
  ]);
});

test("a server clock that runs ahead does not make a chat vanish into tomorrow", () => {
  expect(labels([at(2026, 10, 23, 8, 0)])).toEqual([["Today", 1]]);
});

test("the order of the list is kept", () => {
  const first = at(2026, 10, 22, 0, 20);
  const second = at(2026, 10, 22, 0, 10);
  expect(groupByDay([first, second], now)[0]?.items).toEqual([first, second]);
});

import { expect, test } from "vitest";
import { appendPage, mergeFirstPage } from "@/lib/client/merge-conversations";
import type { ConversationSummary } from "@/lib/contract/chat";

const chat = (id: string, day: number): ConversationSummary => {
  const updatedAt = `2026-11-${String(day).padStart(2, "0")}T00:00:00Z`;
  return { id, title: id, running: false, createdAt: updatedAt, updatedAt };
};
const ids = (items: ConversationSummary[]) => items.map(({ id }) => id).join("");

test("a new chat comes to the top and older pages stay", () => {
  const old = [chat("d", 9), chat("c", 8), chat("b", 3), chat("a", 2)];
  const page = { items: [chat("e", 10), chat("d", 9), chat("c", 8)], nextCursor: "x" };
  expect(ids(mergeFirstPage(old, page))).toBe("edcba");
});

test("a chat that moved up stands once", () => {
  const old = [chat("d", 9), chat("c", 8), chat("a", 2)];
  expect(ids(mergeFirstPage(old, { items: [chat("a", 11), chat("d", 9)], nextCursor: "x" }))).toBe("adc");
});

test("a chat that was deleted elsewhere leaves", () => {
  const old = [chat("d", 9), chat("c", 8), chat("b", 3)];
  expect(ids(mergeFirstPage(old, { items: [chat("d", 9), chat("b", 3)], nextCursor: "x" }))).toBe("db");
  expect(ids(mergeFirstPage(old, { items: [chat("d", 9)], nextCursor: null }))).toBe("d");
});

test("a further page repeats nothing", () => {
  expect(ids(appendPage([chat("d", 9), chat("c", 8)], [chat("c", 8), chat("b", 3)]))).toBe("dcb");
});

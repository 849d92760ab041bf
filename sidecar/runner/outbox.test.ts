import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Outbox } from "@/sidecar/runner/outbox";
import type { FromRunner } from "@/sidecar/runner/protocol";

let sent: FromRunner[][] = [];
let outbox: Outbox;
const delta = (ticket: string, text: string, tokens: number) => ({ type: "delta", ticket, text, tokens });

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  outbox = new Outbox((messages) => sent.push(messages));
});
afterEach(() => vi.useRealTimers());

test("the first text goes out when the turn is over, that of all answers together", () => {
  outbox.text("a", "One", 1);
  outbox.text("b", "Two", 1);
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(0);
  expect(sent).toEqual([[delta("a", "One", 1), delta("b", "Two", 1)]]);
});

test("text that comes faster than a screen is drawn is joined, and none is lost", () => {
  outbox.text("a", "1", 1);
  vi.advanceTimersByTime(0);
  for (const text of ["2", "3", "4"]) {
    vi.advanceTimersByTime(5);
    outbox.text("a", text, 1);
  }
  vi.advanceTimersByTime(50);
  expect(sent).toEqual([[delta("a", "1", 1)], [delta("a", "234", 3)]]);
});

test("text that comes slower goes out as it comes", () => {
  outbox.text("a", "1", 1);
  vi.advanceTimersByTime(60);
  outbox.text("a", "2", 1);
  vi.advanceTimersByTime(0);
  expect(sent).toHaveLength(2);
});

test("the first text does not wait for the message that the prompt has been read", () => {
  const started = { type: "started", ticket: "a", promptMs: 1 } as const;
  outbox.now(started);
  outbox.text("a", "One", 1);
  vi.advanceTimersByTime(0);
  expect(sent).toEqual([[started], [delta("a", "One", 1)]]);
});

test("the end of an answer goes at once, after its text", () => {
  outbox.text("a", "1", 1);
  vi.advanceTimersByTime(0);
  outbox.text("a", "2", 1);
  const error = { code: "internal", message: "It broke." } as const;
  outbox.now({ type: "failed", ticket: "a", error });
  expect(sent[1]).toEqual([delta("a", "2", 1), { type: "failed", ticket: "a", error }]);
  vi.advanceTimersByTime(100);
  expect(sent).toHaveLength(2);
});

import { expect, test } from "vitest";
import { promptTurns, withoutThinking, withSummary, type HistoryRow } from "./prompt-turns";

const row = (id: string, role: string, text: string, ...more: object[]): HistoryRow => ({
  id,
  role,
  parts: [{ type: "text", text }, ...(more as { type: string }[])],
});
const summary = (id: string, text: string, through: string) =>
  row(id, "system", text, { type: "data-summary", data: { through, messages: 2, name: "Alpha" } });
const said = (rows: HistoryRow[]) => promptTurns(rows).turns.map(({ text }) => text);

const first = [row("1", "user", "one"), row("2", "assistant", "two")];
const second = [row("3", "user", "three"), row("4", "assistant", "four")];

test("a conversation without a summary is all of its turns", () => {
  expect(promptTurns([...first, ...second])).toMatchObject({ summary: null, images: 0, toolCalls: 0 });
  expect(said([...first, ...second])).toEqual(["one", "two", "three", "four"]);
});

test("a summary stands in for what it covers, and for nothing else", () => {
  const rows = [...first, ...second, summary("s", "in short", "2"), row("5", "user", "five")];
  expect(promptTurns(rows).summary).toBe("in short");
  expect(said(rows)).toEqual(["three", "four", "five"]);
});

test("the newest summary counts", () => {
  const rows = [
    ...first,
    summary("s", "old", "2"),
    ...second,
    summary("t", "new", "4"),
    row("5", "user", "five"),
  ];
  expect(promptTurns(rows).summary).toBe("new");
  expect(said(rows)).toEqual(["five"]);
});

test("where the last message that a summary covers was replaced, it stands for all before it", () => {
  expect(said([...first, summary("s", "in short", "gone"), row("5", "user", "five")])).toEqual(["five"]);
});

test("thoughts, pictures and calls of tools of other models stay out of the prompt, and are counted", () => {
  const rows = [
    row("1", "user", "look", { type: "file", mediaType: "image/png", url: "data:," }),
    row(
      "2",
      "assistant",
      "<think>hm</think>\nA cat.",
      { type: "reasoning", text: "it has ears" },
      { type: "tool-weather", toolCallId: "1" },
      { type: "dynamic-tool", toolCallId: "2" },
    ),
  ];
  expect(promptTurns(rows)).toMatchObject({
    images: 1,
    toolCalls: 2,
    turns: [
      { role: "user", text: "look" },
      { role: "assistant", text: "A cat." },
    ],
  });
});

test.each([
  ["<think>\na\n</think>\n\nb", "b"],
  ["  <THINK>a</THINK>b", "b"],
  ["<reasoning>a</reasoning> b", "b"],
  ["<think>cut off", ""],
  ["Use <think> in <think>text</think>.", "Use <think> in <think>text</think>."],
])("%j is told as %j", (text, told) => {
  expect(withoutThinking(text)).toBe(told);
});

test("the system prompt stays first, and stays as it is without a summary", () => {
  expect(withSummary("Be brief.", null)).toBe("Be brief.");
  expect(withSummary("Be brief.", "They met.")).toMatch(/^Be brief\.\n\n.*\nThey met\.$/);
});

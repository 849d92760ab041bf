import { describe, expect, test } from "vitest";
import type { ChatMessage } from "@/components/chat/message-types";
import { countWords, deriveTurns, isFallback, usedTokens, type Route } from "@/components/chat/transcript";
import type { MessageMetadata } from "@/lib/contract/chat";

let count = 0;
const question = (): ChatMessage => ({
  id: `q${count++}`,
  role: "user",
  parts: [{ type: "text", text: "?" }],
});
const summary = (): ChatMessage => ({
  id: `s${count++}`,
  role: "system",
  parts: [
    { type: "text", text: "In short." },
    { type: "data-summary", data: { through: "a0", messages: 2, name: "M" } },
  ],
});
const answer = (model: string, more: MessageMetadata = {}): ChatMessage => ({
  id: `a${count++}`,
  role: "assistant",
  parts: [{ type: "text", text: "!" }],
  metadata: {
    requested: { provider: "p", model },
    served: { provider: "p", model },
    servedName: model.toUpperCase(),
    servedTier: "standard",
    ...more,
  },
});
const fallback = (from: string, to: string) =>
  answer(from, { served: { provider: "p", model: to }, servedName: to.toUpperCase(), servedTier: "pro" });
const active = (model: string): Route => ({
  provider: "p",
  model,
  tier: "standard",
  name: model.toUpperCase(),
});
const shape = (messages: ChatMessage[], now: Route | null = null) =>
  deriveTurns(messages, now, ({ model }) => `name of ${model}`).map(
    ({ track, line }) => `${track}${line ? ` from here on ${line.name}` : ""}`,
  );

describe("deriveTurns", () => {
  test.each<[string, ChatMessage[], Route | null, string[]]>([
    ["nothing", [], null, []],
    ["one model all along", [question(), answer("m"), question(), answer("m")], null, ["a", "a", "a", "a"]],
    [
      "a switch stands above the question that follows it",
      [question(), answer("m"), question(), answer("n")],
      null,
      ["a", "a", "b from here on N", "b"],
    ],
    [
      "back again returns to the first track",
      [question(), answer("m"), question(), answer("n"), question(), answer("m")],
      null,
      ["a", "a", "b from here on N", "b", "a from here on M", "a"],
    ],
    [
      "a summary belongs to no model, and hides no switch",
      [question(), answer("m"), summary(), question(), answer("n")],
      null,
      ["a", "a", "a", "b from here on N", "b"],
    ],
    [
      "a summary after a question leaves the line to the question",
      [question(), answer("m"), question(), summary()],
      active("n"),
      ["a", "a", "b from here on N", "b"],
    ],
    [
      "an answer by a fallback is no switch",
      [question(), answer("m"), question(), fallback("m", "n"), question(), answer("m")],
      null,
      ["a", "a", "a", "a", "a", "a"],
    ],
    [
      "a switch to a model that then fell back names what was asked for",
      [question(), answer("m"), question(), fallback("n", "m")],
      null,
      ["a", "a", "b from here on name of n", "b"],
    ],
    [
      "the same model in another tier is a switch",
      [question(), answer("m"), question(), answer("m", { servedTier: "pro" })],
      null,
      ["a", "a", "b from here on M", "b"],
    ],
    [
      "a question without an answer yet goes to what is active",
      [question(), answer("m"), question()],
      active("n"),
      ["a", "a", "b from here on N"],
    ],
    [
      "answers without a word on their model change nothing",
      [question(), answer("m"), question(), { ...answer("m"), metadata: {} }, question(), answer("m")],
      null,
      ["a", "a", "a", "a", "a", "a"],
    ],
    ["a first question draws no line", [question()], active("n"), ["a"]],
  ])("%s", (_, messages, now, expected) => {
    expect(shape(messages, now)).toEqual(expected);
  });

  test("first and last are marked", () => {
    const turns = deriveTurns([question(), answer("m"), question()], null, () => "");
    expect(turns.map(({ first, last }) => [first, last])).toEqual([
      [true, false],
      [false, false],
      [false, true],
    ]);
  });
});

test("a fallback is another provider or model than was asked", () => {
  expect(isFallback(answer("m").metadata)).toBe(false);
  expect(isFallback(fallback("m", "n").metadata)).toBe(true);
  expect(
    isFallback({ requested: { provider: "a", model: "m" }, served: { provider: "b", model: "m" } }),
  ).toBe(true);
  expect(isFallback({})).toBe(false);
});

test.each([
  ["", 0],
  ["  \n ", 0],
  ["one", 1],
  [" one\n two  three ", 3],
])("countWords(%j) is %d", (text, words) => {
  expect(countWords(text)).toBe(words);
});

test("the window is as full as the last answer that counted says", () => {
  expect(
    usedTokens([
      question(),
      answer("m", { usage: { totalTokens: 10 } }),
      question(),
      answer("m", { usage: { totalTokens: 30 } }),
      question(),
      answer("m"),
    ]),
  ).toBe(30);
  expect(usedTokens([question()])).toBeNull();
});

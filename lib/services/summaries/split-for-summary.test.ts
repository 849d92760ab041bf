import { expect, test } from "vitest";
import { splitForSummary } from "./split-for-summary";

const turn = (text: string) => ({ text });
/** 100 tokens by the estimate that prompts are built with. */
const hundred = turn("x".repeat(276));

test("the newest turns that fill a quarter of the window stay as they are", () => {
  const turns = Array.from({ length: 10 }, () => hundred);
  expect(splitForSummary(turns, 1200).older).toHaveLength(7);
});

test("a last message that is larger than that is covered too", () => {
  expect(splitForSummary([hundred, turn("x".repeat(9000))], 1200).older).toHaveLength(2);
});

test("where everything fits nothing is covered", () => {
  expect(splitForSummary([hundred, hundred], 1200).older).toEqual([]);
});

test.each([
  [100, 64],
  [2048, 256],
  [131_072, 512],
])("for a window of %i tokens a summary has at most %i", (windowTokens, summaryTokens) => {
  expect(splitForSummary([], windowTokens).summaryTokens).toBe(summaryTokens);
});

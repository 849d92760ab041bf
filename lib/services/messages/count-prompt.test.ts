import { expect, test } from "vitest";
import { countPrompt, estimatePrompt, mostTokens } from "./count-prompt";

const signal = new AbortController().signal;
const prompt = { system: "Be brief.", turns: [{ role: "user" as const, text: "x".repeat(350) }] };

test("a loaded local model's own tokenizer counts, with the whole prompt", async () => {
  let heard: unknown;
  const countTokens = async (_model: string, messages: unknown) => {
    heard = messages;
    return 42;
  };
  expect(await countPrompt({ countTokens }, "a.gguf", prompt, signal)).toEqual({ tokens: 42, exact: true });
  expect(heard).toEqual([
    { role: "system", content: "Be brief." },
    { role: "user", content: "x".repeat(350) },
  ]);
});

test.each([
  ["one that is not loaded", { countTokens: async () => null }],
  ["a remote one", {}],
])("%s is estimated", async (_name, provider) => {
  expect(await countPrompt(provider, "m", prompt, signal)).toEqual({ tokens: 113, exact: false });
});

test("Chinese has about one token a character", () => {
  const text = "火车今天晚点了".repeat(10);
  expect(estimatePrompt({ system: "", turns: [{ role: "user", text }] })).toBe(80);
});

test("the upper bound is never below the estimate", () => {
  for (const text of ["", "hello", "火车".repeat(99), "naïve café".repeat(20), "🙂".repeat(50)])
    expect(mostTokens({ system: text, turns: [{ role: "user", text }] })).toBeGreaterThanOrEqual(
      estimatePrompt({ system: text, turns: [{ role: "user", text }] }),
    );
});

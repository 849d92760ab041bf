import { expect, test } from "vitest";
import { fitParameters } from "./fit-parameters";

test.each([
  ["openai", "gpt-4o", 3, 2],
  ["openai", "gpt-4o", 0.7, 0.7],
  ["openai", "o3-mini", 0.7, undefined],
  ["openai", "gpt-5-mini", 0.7, undefined],
  ["openai", "gpt-5-chat-latest", 0.7, 0.7],
  ["openai", "o1000-local", 0.7, 0.7],
  ["llamacpp", "o3.gguf", 3, 3],
  ["ollama", "llama3.2:3b", 9, 2],
  ["llamacpp", "a.gguf", undefined, undefined],
] as const)("%s %s at %s is asked at %s", (kind, model, temperature, asked) => {
  const target = { kind, model, contextLength: null };
  expect(fitParameters(target, { temperature, maxOutputTokens: 10 }).temperature).toBe(asked);
});

test("an answer is never asked to be longer than the window", () => {
  const target = { kind: "llamacpp", model: "a.gguf", contextLength: 512 } as const;
  expect(fitParameters(target, { maxOutputTokens: 1024 }).maxOutputTokens).toBe(512);
  expect(fitParameters({ ...target, contextLength: null }, { maxOutputTokens: 1024 }).maxOutputTokens).toBe(
    1024,
  );
});

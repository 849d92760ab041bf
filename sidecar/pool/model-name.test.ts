import { expect, it } from "vitest";
import { isListedName, isModelName } from "./model-name";

it.each(["a.gguf", "A Model (1).Q4_K.GGUF", "模型.gguf"])("%j may be a model", (name) => {
  expect(isModelName(name)).toBe(true);
});

it.each([
  "",
  ".gguf",
  "a.bin",
  "../a.gguf",
  "a/b.gguf",
  "a\\b.gguf",
  "a\0.gguf",
  "a..gguf",
  "constructor",
  `${"x".repeat(260)}.gguf`,
])("%j can not leave the folder", (name) => expect(isModelName(name)).toBe(false));

it("lists of a split model the first part only, and no projectors", () => {
  const names = [
    "m-00001-of-00002.gguf",
    "m-00002-of-00002.gguf",
    "mmproj-m.gguf",
    "m-mmproj-f16.gguf",
    "m.gguf",
  ];
  expect(names.filter(isListedName)).toEqual(["m-00001-of-00002.gguf", "m.gguf"]);
});

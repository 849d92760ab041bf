import { expect, test } from "vitest";
import { nestMetadata } from "@/sidecar/gguf/metadata";

test("dots nest, and a key that is also a value keeps its longer keys in one piece", () => {
  const nested = nestMetadata(
    new Map<string, string | number>([
      ["general.name", "m"],
      ["general.license", "mit"],
      ["general.license.name", "MIT"],
      ["tokenizer.chat_template.tool_use", "t"],
      ["tokenizer.chat_template", "c"],
    ]),
  );
  expect(nested).toEqual({
    general: { name: "m", license: "mit", "license.name": "MIT" },
    tokenizer: { "chat_template.tool_use": "t", chat_template: "c" },
  });
});

import { expect, test } from "vitest";
import { split } from "./prompt-tokens";

test("the template's text and the places of messages are told apart, in their order", () => {
  expect(split("<s>m1x1x</s>\nm1x0x!", "m1")).toEqual({ around: ["<s>", "</s>\n", "!"], indexes: [1, 0] });
});

test("a template that leaves a message out leaves it out, and may say one twice", () => {
  expect(split("only m1x2x and m1x2x", "m1")).toEqual({ around: ["only ", " and ", ""], indexes: [2, 2] });
});

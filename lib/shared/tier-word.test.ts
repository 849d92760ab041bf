import { expect, test } from "vitest";
import { tierWord } from "./tier-word";

test.each([
  ["standard", "Standard"],
  ["team-code", "Team code"],
  ["big_models", "Big models"],
  ["", ""],
])("the id %j reads %j", (id, word) => {
  expect(tierWord(id)).toBe(word);
});

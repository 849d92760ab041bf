import { expect, test } from "vitest";
import { titleFrom } from "@/lib/services/chats/title";

test("a short message is its own title, on one line", () => {
  expect(titleFrom("  Hello\n\n there ")).toBe("Hello there");
});

test("a long message is cut at a word and stays within sixty characters", () => {
  const title = titleFrom(
    "How do I explain to my grandmother what a large language model really does all day?",
  );
  expect(title).toBe("How do I explain to my grandmother what a large language…");
  expect(title.length).toBeLessThanOrEqual(60);
});

test("a message without spaces is cut between characters, never inside one", () => {
  const title = titleFrom("😀".repeat(80));
  expect(Array.from(title)).toHaveLength(60);
  expect(title).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
});

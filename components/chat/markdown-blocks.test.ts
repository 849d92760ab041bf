import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitBlocks } from "@/components/chat/markdown-blocks";

describe("splitBlocks", () => {
  test.each([
    ["paragraphs", "One.\n\nTwo.\n", ["One.\n\n", "Two.\n"]],
    ["a blank line inside a fence", "```sh\na\n\nb\n```\n\nEnd", ["```sh\na\n\nb\n```\n\n", "End"]],
    ["an unfinished fence", "Look:\n\n```js\nlet a;\n\nlet b", ["Look:\n\n", "```js\nlet a;\n\nlet b"]],
    [
      "a longer fence around a shorter one",
      "````md\n```\n\n```\n````\n\nEnd",
      ["````md\n```\n\n```\n````\n\n", "End"],
    ],
    ["tildes do not close backticks", "```\n~~~\n\nx\n```\n", ["```\n~~~\n\nx\n```\n"]],
    ["a loose list", "- one\n\n- two\n\nEnd", ["- one\n\n- two\n\n", "End"]],
    [
      "a numbered list with a paragraph in an item",
      "1. one\n\n   more\n\n2. two\n",
      ["1. one\n\n   more\n\n2. two\n"],
    ],
    ["inline code of three backticks", "Use ```x``` here\n\nEnd", ["Use ```x``` here\n\n", "End"]],
    ["a table", "| a | b |\n|---|---|\n| 1 | 2 |\n\nEnd", ["| a | b |\n|---|---|\n| 1 | 2 |\n\n", "End"]],
    [
      "link definitions keep the text in one piece",
      "See [x].\n\nMore.\n\n[x]: https://e.org\n",
      ["See [x].\n\nMore.\n\n[x]: https://e.org\n"],
    ],
    ["nothing", "", []],
  ])("%s", (_, text, blocks) => {
    expect(splitBlocks(text)).toEqual(blocks);
  });

  const line = fc.constantFrom(
    "a b",
    "",
    "```",
    "```js",
    "~~~",
    "- item",
    "1. item",
    "  indented",
    "> quote",
    "| a | b |",
    "# head",
  );
  const document = fc.array(line, { maxLength: 30 }).map((lines) => lines.join("\n"));

  test("joined blocks are the text, whatever it is", () => {
    fc.assert(
      fc.property(fc.oneof(document, fc.string()), (text) => {
        expect(splitBlocks(text).join("")).toBe(text);
      }),
    );
  });

  test("finished blocks stay as they are while the text grows", () => {
    fc.assert(
      fc.property(document, document, (text, more) => {
        const before = splitBlocks(`${text}\n`).slice(0, -1);
        expect(splitBlocks(`${text}\n${more}`).slice(0, before.length)).toEqual(before);
      }),
    );
  });
});

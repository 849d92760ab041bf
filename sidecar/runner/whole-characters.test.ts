import { describe, expect, test } from "vitest";
import { WholeCharacters } from "@/sidecar/runner/whole-characters";

/** Tokens are single bytes here. */
const ofBytes = (): WholeCharacters<number> =>
  new WholeCharacters((bytes) => Buffer.from(bytes).toString("utf8"));
const push = (text: WholeCharacters<number>, bytes: Iterable<number>): string[] =>
  [...bytes].map((byte) => text.push(byte));

describe("WholeCharacters", () => {
  test("plain letters come at once", () => {
    expect(push(ofBytes(), Buffer.from("abc"))).toEqual(["a", "b", "c"]);
  });

  test("a character of several tokens comes with its last one", () => {
    expect(push(ofBytes(), Buffer.from("é你🙂"))).toEqual(["", "é", "", "", "你", "", "", "", "🙂"]);
  });

  test("an unfinished character at the end is left out", () => {
    const text = ofBytes();
    expect(push(text, [97, 0xf0, 0x9f])).toEqual(["a", "", ""]);
    expect(text.flush()).toBe("");
  });

  test("bytes that never become a character do not hold the answer back", () => {
    expect(push(ofBytes(), [0x80, 0x80, 0x80, 0x80, 97]).at(-1)).toBe("a");
  });

  test("the tokens before decide how a word is written", () => {
    const seen: string[][] = [];
    const text = new WholeCharacters<string>(
      (tokens, before) => {
        seen.push([...before]);
        return tokens.join("");
      },
      ["p", "q", "r", "s"],
    );
    text.push("a");
    text.push("b");
    expect(seen).toEqual([
      ["q", "r", "s"],
      ["r", "s", "a"],
    ]);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { StopStrings } from "@/sidecar/runner/stop-strings";

const run = (stops: string[], pieces: string[]): { text: string; stopped: boolean } => {
  const watch = new StopStrings(stops);
  let text = "";
  for (const piece of pieces) {
    const result = watch.push(piece);
    text += result.text;
    if (result.stopped) return { text, stopped: true };
  }
  return { text: text + watch.flush(), stopped: false };
};

describe("StopStrings", () => {
  test("a stop string inside one piece ends the text before it", () => {
    expect(run(["END"], ["abcENDdef"])).toEqual({ text: "abc", stopped: true });
  });

  test("a stop string that is split over pieces is found, and no part of it is sent", () => {
    const watch = new StopStrings(["\n\nUser:"]);
    expect(watch.push("Hello\n")).toEqual({ text: "Hello", stopped: false });
    expect(watch.push("\nUs")).toEqual({ text: "", stopped: false });
    expect(watch.push("er: next")).toEqual({ text: "", stopped: true });
  });

  test("what only began like a stop string is sent after all", () => {
    expect(run(["stop"], ["st", "st", "o", "ry"])).toEqual({ text: "ststory", stopped: false });
  });

  test("the earliest of several stop strings counts", () => {
    expect(run(["bb", "a"], ["xxabb"])).toEqual({ text: "xx", stopped: true });
  });

  test("an empty stop string stops nothing", () => {
    expect(run([""], ["abc"])).toEqual({ text: "abc", stopped: false });
  });

  test("however a text is cut into pieces, the result is the same", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 12 });
    fc.assert(
      fc.property(fc.array(letters), letters, (pieces, stop) => {
        expect(run([stop], pieces)).toEqual(run([stop], [pieces.join("")]));
      }),
    );
  });
});

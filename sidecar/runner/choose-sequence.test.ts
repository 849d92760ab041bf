import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chooseSequence, type SequenceState } from "@/sidecar/runner/choose-sequence";

const states = (...given: Partial<SequenceState>[]): SequenceState[] =>
  given.map((state, id) => ({ id, busy: false, lastUse: 0, commonTokens: 0, ...state }));

describe("chooseSequence", () => {
  test("the lowest free id comes first", () => {
    expect(chooseSequence(states({}, {}, {}))).toBe(0);
    expect(chooseSequence(states({ busy: true }, {}, {}))).toBe(1);
  });

  test("a hole among the busy ids is filled before anything else", () => {
    expect(chooseSequence(states({ busy: true }, { lastUse: 9 }, { busy: true }, {}))).toBe(1);
  });

  test("a conversation gets the sequence back that holds it", () => {
    expect(
      chooseSequence(states({ lastUse: 1 }, { lastUse: 2, sessionKey: "a", commonTokens: 600 }), "a"),
    ).toBe(1);
  });

  test("a long kept conversation is worth a gap, a short one is not", () => {
    const all = (commonTokens: number): SequenceState[] =>
      states({ busy: true }, {}, { sessionKey: "a", commonTokens, lastUse: 1 });
    expect(chooseSequence(all(600), "a")).toBe(2);
    expect(chooseSequence(all(10), "a")).toBe(1);
  });

  test("other conversations are kept as long as possible: the least recently used one goes", () => {
    const all = states(
      { sessionKey: "a", lastUse: 3 },
      { sessionKey: "b", lastUse: 1 },
      { sessionKey: "c", lastUse: 2 },
    );
    expect(chooseSequence(all, "d")).toBe(1);
  });

  test("when all are busy there is none", () => {
    expect(chooseSequence(states({ busy: true }, { busy: true }), "a")).toBeUndefined();
  });

  test("without kept conversations the busy ids never get a gap that could have been avoided", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }), (busy) => {
        const all = busy.map((isBusy, id) => ({ id, busy: isBusy, lastUse: 0, commonTokens: 0 }));
        const chosen = chooseSequence(all);
        expect(chosen === undefined).toBe(busy.every(Boolean));
        if (chosen === undefined) return;
        const holes = (ids: number[]): number =>
          ids.length === 0 ? 0 : Math.max(...ids) - Math.min(...ids) + 1 - ids.length;
        const before = all.filter((state) => state.busy).map(({ id }) => id);
        expect(holes([...before, chosen])).toBe(Math.max(0, holes(before) - 1));
      }),
    );
  });
});

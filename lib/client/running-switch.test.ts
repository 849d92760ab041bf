import { describe, expect, test } from "vitest";
import { reduceModels } from "@/lib/client/reduce-models";
import { active, after, asked, event, problem, record, warming } from "@/tests/factories/models-state";

describe("a running switch", () => {
  test("tells progress, time left and place in the line", () => {
    const data = { ...record("s1", "b"), progress: 0.64, etaMs: 900, queuePosition: 2 };
    expect(after(asked(1, "b"), warming(1, "s1"), event("switch.warming", data)).running).toMatchObject({
      progress: 0.64,
      etaMs: 900,
      queuePosition: 2,
    });
  });

  test("an event that overtakes the answer is known by its goal", () => {
    const state = after(asked(1, "b"), event("switch.active", active("s1", "b", 2)));
    expect(state.running).toBeNull();
    expect(state.notice).toMatchObject({ kind: "committed", switchId: "s1", tookMs: 1400 });
  });

  test("choosing again supersedes: the older outcome is not told", () => {
    const state = after(
      asked(1, "b"),
      warming(1, "s1"),
      asked(2, "c"),
      event("switch.superseded", record("s1", "b", { state: "superseded" })),
    );
    expect(state.running).toMatchObject({ attempt: 2, goal: { model: "c" } });
    expect(
      reduceModels(state, { type: "switch-refused", attempt: 1, problem: problem("superseded") }),
    ).toEqual(state);
  });

  test("superseded by another tab it ends, and the other tab's choice is told", () => {
    const gone = after(
      asked(1, "b"),
      warming(1, "s1"),
      event("switch.superseded", record("s1", "b", { state: "superseded" })),
    );
    expect(gone.running).toBeNull();
    expect(reduceModels(gone, event("switch.active", active("s2", "c", 2))).notice).toMatchObject({
      kind: "elsewhere",
      switchId: "s2",
    });
  });

  test("is found again after a reload", () => {
    expect(after(event("switch.warming", { ...record("s1", "b"), progress: 0.3 })).running).toMatchObject({
      switchId: "s1",
      progress: 0.3,
    });
  });

  test("cancelled it leaves without a word", () => {
    expect(
      after(
        asked(1, "b"),
        warming(1, "s1"),
        event("switch.cancelled", record("s1", "b", { state: "cancelled" })),
      ),
    ).toMatchObject({ running: null, notice: null });
  });

  test("polling stands in for events", () => {
    const state = after(asked(1, "b"), warming(1, "s1"), {
      type: "switch-polled",
      record: active("s1", "b", 2),
      nowMs: 5000,
    });
    expect(state).toMatchObject({ running: null, selection: { model: "b" }, notice: { kind: "committed" } });
  });
});

test("the two estimates of a wait come and go together", () => {
  const answered = after(asked(1, "b"), {
    type: "switch-answered",
    attempt: 1,
    nowMs: 10,
    answer: {
      success: true,
      provider: "llamacpp",
      model: "b",
      switchId: "s1",
      state: "warming",
      etaMs: 3000,
      etaP90Ms: 8000,
    },
  });
  expect(answered.running).toMatchObject({ etaMs: 3000, etaP90Ms: 8000 });
  // A record that was asked for says nothing of the wait.
  const polled = reduceModels(answered, { type: "switch-polled", record: record("s1", "b"), nowMs: 20 });
  expect(polled.running).toMatchObject({ etaMs: 3000, etaP90Ms: 8000 });
  const told = reduceModels(polled, event("switch.warming", { ...record("s1", "b"), etaMs: 900 }));
  expect(told.running).toMatchObject({ etaMs: 900, etaP90Ms: null });
});

import { describe, expect, test } from "vitest";
import type { ModelsAction } from "@/lib/client/models-state";
import { reduceModels } from "@/lib/client/reduce-models";
import {
  active,
  after,
  asked,
  event,
  loaded,
  problem,
  record,
  selection,
  warming,
} from "@/tests/factories/models-state";

describe("what is active", () => {
  test.each<[string, ModelsAction[], string]>([
    ["a click changes nothing", [asked(1, "b")], "a"],
    [
      "a load under way changes nothing",
      [asked(1, "b"), warming(1, "s1"), event("switch.warming", { ...record("s1", "b"), progress: 0.9 })],
      "a",
    ],
    ["the commit does", [asked(1, "b"), warming(1, "s1"), event("switch.active", active("s1", "b", 2))], "b"],
    [
      "a refusal changes nothing",
      [asked(1, "b"), { type: "switch-refused", attempt: 1, problem: problem("tier_locked") }],
      "a",
    ],
    [
      "a failed load changes nothing",
      [
        asked(1, "b"),
        warming(1, "s1"),
        event("switch.rolled_back", record("s1", "b", { state: "rolled_back" })),
      ],
      "a",
    ],
    ["another tab's commit counts here", [event("switch.active", active("s9", "c", 5))], "c"],
    [
      "a late list does not bring the old one back",
      [event("switch.active", active("s9", "c", 5)), loaded],
      "c",
    ],
    [
      "the older of two commits that arrive in the wrong order is dropped",
      [event("switch.active", active("s2", "c", 3)), event("switch.active", active("s1", "b", 2))],
      "c",
    ],
    [
      "a changed selection without a switch, such as after a downgrade",
      [
        {
          type: "event",
          nowMs: 0,
          event: { name: "selection.changed", data: { conversationId: null, selection: selection("c", 2) } },
        },
      ],
      "c",
    ],
  ])("%s", (_, actions, model) => {
    expect(after(...actions).selection?.model).toBe(model);
  });

  test("a conversation with its own selection keeps it when the person's changes", () => {
    const own = selection("b", 1, { source: "conversation" });
    const state = [
      { type: "scope-entered", scope: "chat", selection: own, sameChat: false },
      {
        type: "event",
        nowMs: 0,
        event: { name: "selection.changed", data: { conversationId: null, selection: selection("c", 9) } },
      },
      event("switch.active", active("s1", "c", 9)),
    ].reduce((before, action) => reduceModels(before, action as ModelsAction), after());
    expect(state.selection).toEqual(own);
    expect(state.notice).toBeNull();
  });

  test("going to another chat forgets the selection of the one before", () => {
    const state = reduceModels(after(), { type: "scope-entered", scope: "other", sameChat: false });
    expect(state).toMatchObject({ selection: null, loading: true, running: null, notice: null });
    expect(reduceModels(state, loaded).selection).toBeNull();
  });

  test("a draft that becomes a conversation keeps what runs", () => {
    const state = reduceModels(after(asked(1, "b")), {
      type: "scope-entered",
      scope: "chat",
      sameChat: true,
    });
    expect(state.running?.goal.model).toBe("b");
    expect(state.selection?.model).toBe("a");
  });
});

test("a model's status reaches its row and the switch that waits for it", () => {
  const state = after(asked(1, "b"), warming(1, "s1"), {
    type: "event",
    nowMs: 0,
    event: {
      name: "model.status",
      data: {
        provider: "llamacpp",
        model: "b",
        available: true,
        status: "loading",
        progress: 0.5,
        etaMs: 700,
        etaP90Ms: 1500,
      },
    },
  });
  expect(state.providers[0]?.models[1]).toMatchObject({ status: "loading", progress: 0.5 });
  expect(state.running).toMatchObject({ progress: 0.5, etaMs: 700, etaP90Ms: 1500 });
  expect(state.providers[0]?.models[0]?.status).toBe("cold");
});

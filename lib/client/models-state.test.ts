import { describe, expect, test } from "vitest";
import {
  emptyModels,
  reduceModels,
  type ModelsAction,
  type ModelsState,
  type SwitchGoal,
} from "@/lib/client/models-state";
import type { ListedModel, ListedProvider, SwitchRecord } from "@/lib/contract/models";
import type { Problem } from "@/lib/contract/problem";
import type { Selection } from "@/lib/contract/selection";

const selection = (model: string, version: number, more: Partial<Selection> = {}): Selection => ({
  provider: "llamacpp",
  model,
  profileId: null,
  tier: "standard",
  version,
  source: "user",
  ...more,
});
const listed = (id: string): ListedModel => ({
  id,
  displayName: id.toUpperCase(),
  tier: "standard",
  access: { allowed: true },
  status: "cold",
  capabilities: { images: false, tools: false, embeddings: false },
});
const provider: ListedProvider = {
  id: "llamacpp",
  kind: "llamacpp",
  label: "llama.cpp",
  remote: false,
  status: "up",
  checkedAt: "2026-11-22T13:00:00Z",
  models: [listed("a"), listed("b"), listed("c")],
};
const goal = (model: string): SwitchGoal => ({
  provider: "llamacpp",
  model,
  profileId: null,
  tier: "standard",
  byTier: false,
});
const record = (switchId: string, model: string, more: Partial<SwitchRecord> = {}): SwitchRecord => ({
  switchId,
  state: "warming",
  conversationId: null,
  from: selection("a", 1),
  to: { provider: "llamacpp", model, profileId: null, tier: "standard" },
  timings: { committedMs: null, readyMs: null, firstTokenMs: null },
  selection: null,
  ...more,
});
const active = (switchId: string, model: string, version: number) =>
  record(switchId, model, {
    state: "active",
    selection: selection(model, version),
    timings: { committedMs: 1400, readyMs: 1390, firstTokenMs: null },
  });
const problem = (code: Problem["code"], more: Partial<Problem> = {}): Problem => ({
  type: "x",
  title: "x",
  status: 409,
  detail: "It did not work.",
  code,
  requestId: "r",
  ...more,
});

const loaded: ModelsAction = {
  type: "models-loaded",
  scope: null,
  answer: { selection: selection("a", 1), providers: [provider], tierSelector: true },
};
const asked = (attempt: number, model: string): ModelsAction => ({
  type: "switch-asked",
  attempt,
  goal: goal(model),
  nowMs: 0,
});
const warming = (attempt: number, switchId: string): ModelsAction => ({
  type: "switch-answered",
  attempt,
  nowMs: 10,
  answer: {
    success: true,
    provider: "llamacpp",
    model: "b",
    switchId,
    state: "warming",
    etaMs: 3000,
    queuePosition: null,
  },
});
const event = (
  name: "switch.warming" | "switch.active" | "switch.rolled_back" | "switch.superseded" | "switch.cancelled",
  data: SwitchRecord & { progress?: number; etaMs?: number },
): ModelsAction => ({
  type: "event",
  event: { name, data },
  nowMs: 2000,
});
const after = (...actions: ModelsAction[]): ModelsState =>
  [loaded, ...actions].reduce(reduceModels, emptyModels);

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

describe("how a switch ends", () => {
  test("the same commit by answer and by event is told once", () => {
    const state = after(asked(1, "b"), warming(1, "s1"), event("switch.active", active("s1", "b", 2)));
    expect(reduceModels(state, event("switch.active", active("s1", "b", 2)))).toEqual(state);
  });

  test.each<[string, Problem | null, string | null]>([
    [
      "a target that failed while it was prepared",
      problem("model_unavailable", { switchId: "s1" }),
      "rolled_back",
    ],
    ["a refusal before anything began", problem("rate_limited"), "refused"],
    ["no answer at all", null, "refused"],
    ["a chat that does not fit", problem("incompatible_conversation", { choices: ["trim"] }), "misfit"],
    ["another tab was faster", problem("selection_changed", { current: selection("c", 4) }), "elsewhere"],
    ["cancelled", problem("cancelled"), null],
  ])("%s", (_, told, kind) => {
    const state = after(asked(1, "b"), { type: "switch-refused", attempt: 1, problem: told });
    expect(state.running).toBeNull();
    expect(state.notice?.kind ?? null).toBe(kind);
  });

  test("a rolled back switch keeps the reason", () => {
    const error = problem("model_unavailable", { detail: "3.6 GB needed, 1.5 GB free." });
    const state = after(
      asked(1, "b"),
      warming(1, "s1"),
      event("switch.rolled_back", record("s1", "b", { state: "rolled_back", error })),
    );
    expect(state.notice).toMatchObject({
      kind: "rolled_back",
      goal: { model: "b" },
      problem: { detail: error.detail },
    });
  });

  test("a loaded model that finds the chat too long offers the same ways out", () => {
    const error = problem("incompatible_conversation", { switchId: "s1", choices: ["trim"] });
    const told = event("switch.rolled_back", record("s1", "b", { state: "rolled_back", error }));
    expect(after(asked(1, "b"), warming(1, "s1"), told).notice).toMatchObject({
      kind: "misfit",
      goal: { model: "b" },
      problem: { choices: ["trim"] },
    });
    const refused: ModelsAction = { type: "switch-refused", attempt: 1, problem: error };
    expect(after(asked(1, "b"), refused).notice?.kind).toBe("misfit");
  });

  test.each<[string, (newChat: ModelsAction) => ModelsAction[]]>([
    [
      "at once",
      (newChat) => [
        newChat,
        {
          type: "switch-answered",
          attempt: 1,
          nowMs: 0,
          answer: {
            success: true,
            provider: "llamacpp",
            model: "b",
            switchId: "s1",
            state: "active",
            selection: selection("b", 2, { source: "conversation" }),
            conversationId: "new",
          },
        },
      ],
    ],
    [
      "after a load",
      (newChat) => [
        newChat,
        warming(1, "s1"),
        event("switch.active", { ...active("s1", "b", 2), conversationId: "new" }),
      ],
    ],
  ])("a new chat for the new model, %s: the old one keeps what is active", (_when, steps) => {
    const state = after(
      ...steps({ type: "switch-asked", attempt: 1, goal: goal("b"), onMisfit: "new_chat", nowMs: 0 }),
    );
    expect(state.notice).toEqual({ kind: "moved", conversationId: "new" });
    expect(state.running).toBeNull();
    expect(state.selection?.model).toBe("a");
  });

  test("to keep what is active ends a chat's misfit with a line, and changes nothing", () => {
    const told = after(asked(1, "b"), {
      type: "switch-refused",
      attempt: 1,
      problem: problem("incompatible_conversation", { choices: ["trim", "keep"] }),
    });
    const kept = reduceModels(told, { type: "kept" });
    expect(kept).toEqual({ ...told, notice: { kind: "kept" } });
    expect(kept.selection?.model).toBe("a");
    // It answers that question and no other one.
    expect(reduceModels(after(), { type: "kept" }).notice).toBeNull();
  });

  test("the next message clears the line", () => {
    const state = after(asked(1, "b"), warming(1, "s1"), event("switch.active", active("s1", "b", 2)), {
      type: "notice-cleared",
    });
    expect(state.notice).toBeNull();
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

import { describe, expect, test } from "vitest";
import type { ModelsAction } from "@/lib/client/models-state";
import { reduceModels } from "@/lib/client/reduce-models";
import type { Problem } from "@/lib/contract/problem";
import {
  active,
  after,
  asked,
  event,
  goal,
  problem,
  record,
  selection,
  warming,
} from "@/tests/factories/models-state";

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

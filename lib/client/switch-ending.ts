import type { ModelsState, SwitchGoal, SwitchNotice } from "@/lib/client/models-state";
import { withSelection } from "@/lib/client/with-selection";
import type { Problem } from "@/lib/contract/problem";
import { Selection } from "@/lib/contract/selection";

/** The server answered the question of this tab with an error, or not at all. */
export function refused(state: ModelsState, attempt: number, problem: Problem | null): ModelsState {
  const { running } = state;
  if (!running || running.attempt !== attempt) return state;
  const after = { ...state, running: null };
  const goal = running.goal;
  switch (problem?.code) {
    case "superseded":
    case "cancelled":
      return after;
    case "selection_changed": {
      const current = Selection.safeParse(problem.current);
      if (!current.success) return after;
      const selection = current.data;
      return { ...after, selection, notice: { kind: "elsewhere", switchId: null, selection } };
    }
    default:
      // With a switch id the target itself failed while it was prepared.
      return {
        ...after,
        notice: problem?.switchId
          ? failure(goal, problem)
          : (misfit(goal, problem) ?? { kind: "refused", goal, problem }),
      };
  }
}

/** How a switch ended that had begun: a loaded model may find that the chat is too long for it. */
export function failure(goal: SwitchGoal, problem: Problem | null): SwitchNotice {
  // The target had no part in a summary that was not written.
  const kind = problem?.reason === "summary" ? "refused" : "rolled_back";
  return misfit(goal, problem) ?? { kind, goal, problem };
}

function misfit(goal: SwitchGoal, problem: Problem | null): SwitchNotice | null {
  return problem?.code === "incompatible_conversation" ? { kind: "misfit", goal, problem } : null;
}

/** The target is active, and the line says so. */
export function commit(
  state: ModelsState,
  switchId: string,
  selection: Selection,
  tookMs: number,
): ModelsState {
  const byTier = state.running?.goal.byTier ?? false;
  return {
    ...withSelection(state, selection),
    running: null,
    notice: { kind: "committed", switchId, selection, byTier, tookMs },
  };
}

/** The switch made a chat of its own; nothing changes in this one. */
export function moved(state: ModelsState, conversationId: string): ModelsState {
  return { ...state, running: null, notice: { kind: "moved", conversationId } };
}

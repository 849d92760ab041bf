import type { Scope } from "@/lib/client/api";
import type { ModelsAction, ModelsState, RunningSwitch, SwitchGoal } from "@/lib/client/models-state";
import { commit, failure, moved } from "@/lib/client/switch-ending";
import { withSelection } from "@/lib/client/with-selection";
import type { ModelAvailability, SwitchAnswer, SwitchRecord } from "@/lib/contract/models";
import { Problem } from "@/lib/contract/problem";

/** A switch begins, and takes the place of one that runs. */
export function asked(
  state: ModelsState,
  action: Extract<ModelsAction, { type: "switch-asked" }>,
): ModelsState {
  return {
    ...state,
    notice: null,
    running: {
      ...begun(action.goal, action.nowMs),
      attempt: action.attempt,
      onMisfit: action.onMisfit ?? null,
    },
  };
}

/** A switch of which nothing more is known; it counts as found under way until a tab has asked for it. */
function begun(goal: SwitchGoal, askedAtMs: number): RunningSwitch {
  return {
    attempt: 0,
    switchId: null,
    goal,
    onMisfit: null,
    progress: null,
    etaMs: null,
    etaP90Ms: null,
    queuePosition: null,
    askedAtMs,
  };
}

/** The server took the switch on, or carried it out at once. */
export function answered(
  state: ModelsState,
  { attempt, answer, nowMs }: { attempt: number; answer: SwitchAnswer; nowMs: number },
): ModelsState {
  const { running } = state;
  if (!running || running.attempt !== attempt)
    return answer.selection ? withSelection(state, answer.selection) : state;
  if (answer.conversationId !== undefined && answer.conversationId !== state.scope)
    return moved(state, answer.conversationId);
  if (answer.state === "active" && answer.selection)
    return commit(state, answer.switchId, answer.selection, nowMs - running.askedAtMs);
  return {
    ...state,
    running: {
      ...running,
      switchId: answer.switchId,
      // An undo learns here where it leads.
      goal:
        running.goal.model === ""
          ? { ...running.goal, provider: answer.provider, model: answer.model }
          : running.goal,
      ...etaOf(answer),
      queuePosition: answer.queuePosition ?? null,
    },
  };
}

type Told = SwitchRecord & {
  progress?: number;
  etaMs?: number | null;
  etaP90Ms?: number | null;
  queuePosition?: number | null;
};

/** A switch as events and polls tell it. */
export function recorded(state: ModelsState, record: Told, nowMs: number): ModelsState {
  const { running, notice } = state;
  const own = isOwn(running, record);
  switch (record.state) {
    case "requested":
    case "authorized":
    case "warming": {
      // Found under way, after a reload or from another tab.
      if (!own && (running || record.conversationId !== state.scope)) return state;
      const before = own ? running : begun({ ...record.to, byTier: false }, nowMs);
      return {
        ...state,
        running: {
          ...before,
          switchId: record.switchId,
          progress: record.progress ?? before.progress,
          ...etaOf(record.etaMs === undefined ? before : record),
          queuePosition: record.queuePosition === undefined ? before.queuePosition : record.queuePosition,
        },
      };
    }
    case "active": {
      if (notice?.kind === "committed" && notice.switchId === record.switchId) return state;
      if (!record.selection) return own ? { ...state, running: null } : state;
      // The chat that it was asked in stays as it was; only the tab that asked goes along.
      if (own && running.onMisfit === "new_chat" && isOther(record.conversationId, state.scope))
        return moved(state, record.conversationId);
      if (own)
        return commit(
          state,
          record.switchId,
          record.selection,
          record.timings.committedMs ?? nowMs - running.askedAtMs,
        );
      if (record.conversationId !== state.scope) return state;
      const { switchId, selection } = record;
      return { ...withSelection(state, selection), notice: { kind: "elsewhere", switchId, selection } };
    }
    case "rolled_back":
    case "denied": {
      if (!own) return state;
      const parsed = Problem.safeParse(record.error);
      const problem = parsed.success ? parsed.data : null;
      return { ...state, running: null, notice: failure(running.goal, problem) };
    }
    case "superseded":
    case "cancelled":
      // A later choice of this tab waits for its own answer and has no id yet.
      return own && running.switchId === record.switchId ? { ...state, running: null } : state;
    default: {
      const never: never = record.state;
      return never;
    }
  }
}

/** The running switch after a model's status was told: it moves only with its own model's load. */
export function loading(running: RunningSwitch | null, told: ModelAvailability): RunningSwitch | null {
  const concerns = running?.goal.provider === told.provider && running.goal.model === told.model;
  if (!concerns || told.status !== "loading") return running;
  return {
    ...running,
    progress: told.progress ?? running.progress,
    ...etaOf(told.etaMs === undefined ? running : told),
    queuePosition: told.queuePosition ?? null,
  };
}

/** The switch of this tab: by its id, or by its goal while the server's answer is still on its way. */
function isOwn(running: RunningSwitch | null, record: SwitchRecord): running is RunningSwitch {
  if (!running) return false;
  if (running.switchId !== null) return running.switchId === record.switchId;
  // An undo learns its goal from the answer.
  if (running.goal.model === "") return true;
  return running.goal.provider === record.to.provider && running.goal.model === record.to.model;
}

function isOther(conversationId: string | null, scope: Scope): conversationId is string {
  return conversationId !== null && conversationId !== scope;
}

/** The two estimates belong together: an older one is never paired with a newer one. */
function etaOf({ etaMs, etaP90Ms }: { etaMs?: number | null; etaP90Ms?: number | null }) {
  return { etaMs: etaMs ?? null, etaP90Ms: etaP90Ms ?? null };
}

import type { Scope } from "@/lib/client/api";
import type { SiteEvent } from "@/lib/contract/events";
import type {
  CapabilitiesAnswer,
  ListedModel,
  ListedProvider,
  ModelAvailability,
  ModelsAnswer,
  SwitchAnswer,
  SwitchInput,
  SwitchRecord,
  TiersAnswer,
} from "@/lib/contract/models";
import { Problem } from "@/lib/contract/problem";
import { Selection, type ModelRef } from "@/lib/contract/selection";

/** What a switch leads to. `byTier`: the person asked for the tier, not for this model of it. */
export interface SwitchGoal extends ModelRef {
  profileId: string | null;
  tier: string;
  byTier: boolean;
}

/** A switch that was asked for and has not ended. Nothing of it is active yet. */
export interface RunningSwitch {
  /** Counts the questions of this tab; 0 for a switch that was found under way. */
  attempt: number;
  /** null until the server has answered. */
  switchId: string | null;
  goal: SwitchGoal;
  /** How it goes on where the chat does not fit; null: not asked for. */
  onMisfit: SwitchInput["onMisfit"] | null;
  /** 0 to 1, null while unknown. */
  progress: number | null;
  /** Half of such waits end by then, and nine in ten by `etaP90Ms`; null while unknown. */
  etaMs: number | null;
  etaP90Ms: number | null;
  /** 1 is next. */
  queuePosition: number | null;
  askedAtMs: number;
}

/** How the last switch ended; stays until the next message or the next switch. */
export type SwitchNotice =
  | { kind: "committed"; switchId: string; selection: Selection; byTier: boolean; tookMs: number }
  | { kind: "elsewhere"; switchId: string | null; selection: Selection }
  /** It made a chat of its own; what is active here stays. */
  | { kind: "moved"; conversationId: string }
  | { kind: "rolled_back"; goal: SwitchGoal; problem: Problem | null }
  | { kind: "misfit"; goal: SwitchGoal; problem: Problem }
  /** Of a chat that does not fit the answer was: stay with what is active. */
  | { kind: "kept" }
  | { kind: "refused"; goal: SwitchGoal; problem: Problem | null };

export interface ModelsState {
  scope: Scope;
  /** Nothing is known yet, or it is being asked for in another scope. */
  loading: boolean;
  /** The last reading of the list failed. */
  failed: boolean;
  /** What is active, never what was clicked. */
  selection: Selection | null;
  providers: ListedProvider[];
  /** null: not known, or the tier selector is switched off. */
  tiers: TiersAnswer | null;
  /** The server was asked for the tiers: null means switched off then. */
  tiersRead: boolean;
  capabilities: CapabilitiesAnswer | null;
  running: RunningSwitch | null;
  notice: SwitchNotice | null;
}

export type ModelsAction =
  | { type: "scope-entered"; scope: Scope; selection?: Selection | null; sameChat: boolean }
  | { type: "models-loaded"; scope: Scope; answer: ModelsAnswer }
  | { type: "models-failed"; scope: Scope }
  | { type: "tiers-loaded"; answer: TiersAnswer | null }
  | { type: "capabilities-loaded"; scope: Scope; answer: CapabilitiesAnswer }
  | {
      type: "switch-asked";
      attempt: number;
      goal: SwitchGoal;
      onMisfit?: SwitchInput["onMisfit"];
      nowMs: number;
    }
  | { type: "switch-answered"; attempt: number; answer: SwitchAnswer; nowMs: number }
  | { type: "switch-refused"; attempt: number; problem: Problem | null }
  | { type: "switch-cancelled"; switchId: string }
  | { type: "switch-polled"; record: SwitchRecord; nowMs: number }
  | { type: "status-polled"; models: ModelAvailability[] }
  | { type: "event"; event: SiteEvent; nowMs: number }
  | { type: "kept" }
  | { type: "notice-cleared" };

export const emptyModels: ModelsState = {
  scope: null,
  loading: true,
  failed: false,
  selection: null,
  providers: [],
  tiers: null,
  tiersRead: false,
  capabilities: null,
  running: null,
  notice: null,
};

/** The state after what happened; silent and without a clock. */
export function reduceModels(state: ModelsState, action: ModelsAction): ModelsState {
  switch (action.type) {
    case "scope-entered":
      if (action.sameChat) return { ...state, scope: action.scope };
      return {
        ...state,
        scope: action.scope,
        loading: true,
        failed: false,
        selection: action.selection ?? null,
        capabilities: null,
        running: null,
        notice: null,
      };
    case "models-loaded":
      if (action.scope !== state.scope) return state;
      return {
        ...withSelection(state, action.answer.selection),
        providers: action.answer.providers,
        loading: false,
        failed: false,
      };
    case "models-failed":
      return action.scope === state.scope ? { ...state, loading: false, failed: true } : state;
    case "tiers-loaded":
      return { ...state, tiers: action.answer, tiersRead: true };
    case "capabilities-loaded":
      return action.scope === state.scope ? { ...state, capabilities: action.answer } : state;
    case "switch-asked":
      return {
        ...state,
        notice: null,
        running: {
          attempt: action.attempt,
          switchId: null,
          goal: action.goal,
          onMisfit: action.onMisfit ?? null,
          progress: null,
          etaMs: null,
          etaP90Ms: null,
          queuePosition: null,
          askedAtMs: action.nowMs,
        },
      };
    case "switch-answered":
      return answered(state, action);
    case "switch-refused":
      return refused(state, action.attempt, action.problem);
    case "switch-cancelled":
      return state.running?.switchId === action.switchId ? { ...state, running: null } : state;
    case "switch-polled":
      return recorded(state, action.record, action.nowMs);
    case "status-polled":
      return action.models.reduce(withStatus, state);
    case "event":
      return happened(state, action.event, action.nowMs);
    case "kept":
      // The refused switch has ended on the server too: nothing is left to withdraw.
      return state.notice?.kind === "misfit" ? { ...state, notice: { kind: "kept" } } : state;
    case "notice-cleared":
      return state.notice ? { ...state, notice: null } : state;
    default: {
      const never: never = action;
      return never;
    }
  }
}

/** Versions count per source: an older one of the same source is a late message. */
function withSelection(state: ModelsState, selection: Selection | null): ModelsState {
  const now = state.selection;
  if (now && selection && now.source === selection.source && selection.version < now.version) return state;
  return { ...state, selection };
}

function answered(
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

function refused(state: ModelsState, attempt: number, problem: Problem | null): ModelsState {
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
function failure(goal: SwitchGoal, problem: Problem | null): SwitchNotice {
  // The target had no part in a summary that was not written.
  const kind = problem?.reason === "summary" ? "refused" : "rolled_back";
  return misfit(goal, problem) ?? { kind, goal, problem };
}

function misfit(goal: SwitchGoal, problem: Problem | null): SwitchNotice | null {
  return problem?.code === "incompatible_conversation" ? { kind: "misfit", goal, problem } : null;
}

function isOther(conversationId: string | null, scope: Scope): conversationId is string {
  return conversationId !== null && conversationId !== scope;
}

function moved(state: ModelsState, conversationId: string): ModelsState {
  return { ...state, running: null, notice: { kind: "moved", conversationId } };
}

function commit(state: ModelsState, switchId: string, selection: Selection, tookMs: number): ModelsState {
  const byTier = state.running?.goal.byTier ?? false;
  return {
    ...withSelection(state, selection),
    running: null,
    notice: { kind: "committed", switchId, selection, byTier, tookMs },
  };
}

type Told = SwitchRecord & {
  progress?: number;
  etaMs?: number | null;
  etaP90Ms?: number | null;
  queuePosition?: number | null;
};

/** The two estimates belong together: an older one is never paired with a newer one. */
function etaOf({ etaMs, etaP90Ms }: { etaMs?: number | null; etaP90Ms?: number | null }) {
  return { etaMs: etaMs ?? null, etaP90Ms: etaP90Ms ?? null };
}

/** The switch of this tab: by its id, or by its goal while the server's answer is still on its way. */
function isOwn(running: RunningSwitch | null, record: SwitchRecord): running is RunningSwitch {
  if (!running) return false;
  if (running.switchId !== null) return running.switchId === record.switchId;
  // An undo learns its goal from the answer.
  if (running.goal.model === "") return true;
  return running.goal.provider === record.to.provider && running.goal.model === record.to.model;
}

/** A switch as events and polls tell it. */
function recorded(state: ModelsState, record: Told, nowMs: number): ModelsState {
  const { running, notice } = state;
  const own = isOwn(running, record);
  switch (record.state) {
    case "requested":
    case "authorized":
    case "warming": {
      // Found under way, after a reload or from another tab.
      if (!own && (running || record.conversationId !== state.scope)) return state;
      const before = own
        ? running
        : {
            attempt: 0,
            goal: { ...record.to, byTier: false },
            onMisfit: null,
            progress: null,
            etaMs: null,
            etaP90Ms: null,
            queuePosition: null,
            askedAtMs: nowMs,
          };
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

function happened(state: ModelsState, event: SiteEvent, nowMs: number): ModelsState {
  switch (event.name) {
    case "switch.warming":
    case "switch.active":
    case "switch.rolled_back":
    case "switch.superseded":
    case "switch.cancelled":
      return recorded(state, event.data, nowMs);
    case "model.status":
      return withStatus(state, event.data);
    case "selection.changed": {
      const { conversationId, selection } = event.data;
      // A conversation that has its own selection keeps it when the person's changes.
      const concerns =
        conversationId === state.scope ||
        (conversationId === null && state.selection?.source !== "conversation");
      return concerns ? withSelection(state, selection) : state;
    }
    case "entitlement.changed":
    case "flag.changed":
    case "conversation.changed":
    case "notice":
    case "upgrade.changed":
      return state;
    default: {
      const never: never = event;
      return never;
    }
  }
}

function withStatus(state: ModelsState, told: ModelAvailability): ModelsState {
  const { running } = state;
  const concerns = running?.goal.provider === told.provider && running.goal.model === told.model;
  return {
    ...state,
    providers: state.providers.map((provider) =>
      provider.id === told.provider
        ? {
            ...provider,
            models: provider.models.map((model) => (model.id === told.model ? patched(model, told) : model)),
          }
        : provider,
    ),
    running:
      running && concerns && told.status === "loading"
        ? {
            ...running,
            progress: told.progress ?? running.progress,
            ...etaOf(told.etaMs === undefined ? running : told),
            queuePosition: told.queuePosition ?? null,
          }
        : running,
  };
}

function patched(model: ListedModel, told: ModelAvailability): ListedModel {
  const { status, progress, etaMs, etaP90Ms, reason } = told;
  return { ...model, status, progress, etaMs, etaP90Ms, reason };
}

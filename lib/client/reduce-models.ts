import type { ModelsAction, ModelsState } from "@/lib/client/models-state";
import { answered, asked, loading, recorded } from "@/lib/client/running-switch";
import { refused } from "@/lib/client/switch-ending";
import { withSelection } from "@/lib/client/with-selection";
import type { SiteEvent } from "@/lib/contract/events";
import type { ListedModel, ModelAvailability } from "@/lib/contract/models";

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
      return asked(state, action);
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
    running: loading(state.running, told),
  };
}

function patched(model: ListedModel, told: ModelAvailability): ListedModel {
  const { status, progress, etaMs, etaP90Ms, reason } = told;
  return { ...model, status, progress, etaMs, etaP90Ms, reason };
}

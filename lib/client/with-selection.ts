import type { ModelsState } from "@/lib/client/models-state";
import type { Selection } from "@/lib/contract/selection";

/** Versions count per source: an older one of the same source is a late message. */
export function withSelection(state: ModelsState, selection: Selection | null): ModelsState {
  const now = state.selection;
  if (now && selection && now.source === selection.source && selection.version < now.version) return state;
  return { ...state, selection };
}

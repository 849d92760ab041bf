import type { Scope } from "@/lib/client/api";
import type { SiteEvent } from "@/lib/contract/events";
import type {
  CapabilitiesAnswer,
  ListedProvider,
  ModelAvailability,
  ModelsAnswer,
  SwitchAnswer,
  SwitchInput,
  SwitchRecord,
  TiersAnswer,
} from "@/lib/contract/models";
import type { Problem } from "@/lib/contract/problem";
import type { ModelRef, Selection } from "@/lib/contract/selection";

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

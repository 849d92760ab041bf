import { emptyModels, type ModelsAction, type ModelsState, type SwitchGoal } from "@/lib/client/models-state";
import { reduceModels } from "@/lib/client/reduce-models";
import type { ListedModel, ListedProvider, SwitchRecord } from "@/lib/contract/models";
import type { Problem } from "@/lib/contract/problem";
import type { Selection } from "@/lib/contract/selection";

export const selection = (model: string, version: number, more: Partial<Selection> = {}): Selection => ({
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

export const goal = (model: string): SwitchGoal => ({
  provider: "llamacpp",
  model,
  profileId: null,
  tier: "standard",
  byTier: false,
});

/** A switch from a to that model which warms, unless it says otherwise. */
export const record = (switchId: string, model: string, more: Partial<SwitchRecord> = {}): SwitchRecord => ({
  switchId,
  state: "warming",
  conversationId: null,
  from: selection("a", 1),
  to: { provider: "llamacpp", model, profileId: null, tier: "standard" },
  timings: { committedMs: null, readyMs: null, firstTokenMs: null },
  selection: null,
  ...more,
});

/** That switch, committed. */
export const active = (switchId: string, model: string, version: number) =>
  record(switchId, model, {
    state: "active",
    selection: selection(model, version),
    timings: { committedMs: 1400, readyMs: 1390, firstTokenMs: null },
  });

export const problem = (code: Problem["code"], more: Partial<Problem> = {}): Problem => ({
  type: "x",
  title: "x",
  status: 409,
  detail: "It did not work.",
  code,
  requestId: "r",
  ...more,
});

/** The models a, b and c are listed, a is active. */
export const loaded: ModelsAction = {
  type: "models-loaded",
  scope: null,
  answer: { selection: selection("a", 1), providers: [provider], tierSelector: true },
};

export const asked = (attempt: number, model: string): ModelsAction => ({
  type: "switch-asked",
  attempt,
  goal: goal(model),
  nowMs: 0,
});

/** The server took the switch to b on and loads it. */
export const warming = (attempt: number, switchId: string): ModelsAction => ({
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

export const event = (
  name: "switch.warming" | "switch.active" | "switch.rolled_back" | "switch.superseded" | "switch.cancelled",
  data: SwitchRecord & { progress?: number; etaMs?: number },
): ModelsAction => ({
  type: "event",
  event: { name, data },
  nowMs: 2000,
});

/** The page that has loaded its list, after all this. */
export const after = (...actions: ModelsAction[]): ModelsState =>
  [loaded, ...actions].reduce(reduceModels, emptyModels);

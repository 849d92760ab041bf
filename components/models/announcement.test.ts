import { expect, test } from "vitest";
import { announcement } from "@/components/models/announcement";
import { emptyModels, type ModelsState, type RunningSwitch } from "@/lib/client/models-state";
import type { ListedModel } from "@/lib/contract/models";
import type { Problem } from "@/lib/contract/problem";

const model = (id: string, displayName: string): ListedModel => ({
  id,
  displayName,
  tier: "standard",
  access: { allowed: true },
  status: "cold",
  capabilities: { images: false, tools: false, embeddings: false },
});
const selection = {
  provider: "p",
  model: "l",
  profileId: null,
  tier: "standard",
  version: 1,
  source: "user" as const,
};
const idle: ModelsState = {
  ...emptyModels,
  selection,
  providers: [
    {
      id: "p",
      kind: "llamacpp",
      label: "llama.cpp",
      remote: false,
      status: "up",
      checkedAt: "2026-11-22T13:00:00Z",
      models: [model("l", "Llama 3.2 3B"), model("q", "Qwen3 4B Instruct")],
    },
  ],
};
const goal = { provider: "p", model: "q", profileId: null, tier: "pro", byTier: true };
const loading = (more: Partial<RunningSwitch> = {}): ModelsState => ({
  ...idle,
  running: {
    attempt: 1,
    switchId: "s",
    goal,
    onMisfit: null,
    progress: null,
    etaMs: null,
    etaP90Ms: null,
    queuePosition: null,
    askedAtMs: 0,
    ...more,
  },
});
const ended = (notice: ModelsState["notice"], more: Partial<ModelsState> = {}): ModelsState => ({
  ...idle,
  notice,
  ...more,
});
const misfit: Problem = {
  type: "x",
  title: "x",
  status: 409,
  detail: "It does not fit.",
  code: "incompatible_conversation",
  requestId: "r",
};
const pro = { ...selection, model: "q", tier: "pro", version: 2 };

test.each<[string, ModelsState, ModelsState, string | null]>([
  ["a load begins", idle, loading(), "Loading Qwen3 4B Instruct. Standard keeps answering."],
  ["progress alone is silent", loading({ progress: 0.1 }), loading({ progress: 0.3 }), null],
  [
    "half of it",
    loading({ progress: 0.45 }),
    loading({ progress: 0.52, etaMs: 5000 }),
    "Half loaded, about 5 seconds.",
  ],
  ["half of it is told once", loading({ progress: 0.52 }), loading({ progress: 0.6 }), null],
  [
    "a place in the line",
    idle,
    loading({ queuePosition: 2, etaMs: 40_000, etaP90Ms: 55_000 }),
    "Second in line, about 40 seconds, at most 55 seconds.",
  ],
  ["the same place is silent", loading({ queuePosition: 2 }), loading({ queuePosition: 2, etaMs: 1 }), null],
  [
    "its turn has come",
    loading({ queuePosition: 1 }),
    loading({ progress: 0.01 }),
    "Loading Qwen3 4B Instruct. Standard keeps answering.",
  ],
  [
    "committed",
    loading(),
    ended({ kind: "committed", switchId: "s", selection: pro, byTier: true, tookMs: 1 }, { selection: pro }),
    "Now using Pro, Qwen3 4B Instruct. Undo is available.",
  ],
  [
    "rolled back",
    loading(),
    ended({ kind: "rolled_back", goal, problem: null }),
    "Qwen3 4B Instruct did not load. Still using Standard.",
  ],
  [
    "another tab",
    idle,
    ended({ kind: "elsewhere", switchId: "s", selection: pro }),
    "Changed to Pro in another tab.",
  ],
  [
    "refused without an answer",
    loading(),
    ended({ kind: "refused", goal, problem: null }),
    "The server did not answer. Still using Standard.",
  ],
  [
    "kept, where the chat did not fit",
    ended({ kind: "misfit", goal, problem: misfit }),
    ended({ kind: "kept" }),
    "Nothing was changed. Still using Standard.",
  ],
  ["cancelled is silent", loading(), idle, null],
])("%s", (_, before, now, said) => {
  expect(announcement(before, now)).toBe(said);
});

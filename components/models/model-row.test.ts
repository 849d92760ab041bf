import { describe, expect, test } from "vitest";
import { groupRows, matchesQuery, modelRows } from "@/components/models/model-row";
import { emptyModels, type ModelsState } from "@/lib/client/models-state";
import type { ListedModel, ListedProvider } from "@/lib/contract/models";

const model = (id: string, more: Partial<ListedModel> = {}): ListedModel => ({
  id,
  displayName: id.toUpperCase(),
  tier: "standard",
  access: { allowed: true },
  status: "ready",
  capabilities: { images: false, tools: false, embeddings: false },
  ...more,
});
const provider = (models: ListedModel[], more: Partial<ListedProvider> = {}): ListedProvider => ({
  id: "llamacpp",
  kind: "llamacpp",
  label: "llama.cpp",
  remote: false,
  status: "up",
  checkedAt: "2026-11-22T13:02:00Z",
  models,
  ...more,
});
const state = (models: ListedModel[], more: Partial<ModelsState> = {}): ModelsState => ({
  ...emptyModels,
  providers: [provider(models)],
  ...more,
});
const running = (id: string, more: object = {}) => ({
  attempt: 1,
  switchId: "s",
  goal: { provider: "llamacpp", model: id, profileId: null, tier: "standard", byTier: false },
  onMisfit: null,
  progress: null,
  etaMs: null,
  etaP90Ms: null,
  queuePosition: null,
  askedAtMs: 0,
  ...more,
});

test("ready first, locked last, empty groups vanish", () => {
  const rows = modelRows(
    state([
      model("cold", { status: "cold" }),
      model("locked", { access: { allowed: false, reason: "tier" } }),
      model("ready"),
      model("failed", { status: "failed" }),
      model("far", { status: "remote" }),
    ]),
  );
  const names = (keys: string[]) => keys.map((key) => rows.find((row) => row.key === key)?.model.id);
  expect(groupRows(rows).map(({ value, items }) => [value, names(items)])).toEqual([
    ["Ready now", ["ready", "far"]],
    ["Available", ["cold", "failed"]],
    ["Locked", ["locked"]],
  ]);
  expect(groupRows(modelRows(state([model("ready")]))).map(({ value }) => value)).toEqual(["Ready now"]);
});

describe("a row's state", () => {
  test.each<[string, Partial<ListedModel>, Partial<ModelsState>, string]>([
    ["ready", {}, {}, "ready"],
    ["cold with a known load", { status: "cold", etaMs: 2000 }, {}, "loads in about 2 s"],
    ["cold without one", { status: "cold" }, {}, "not loaded"],
    ["loading for somebody", { status: "loading", progress: 0.64 }, {}, "loading, 64%"],
    [
      "loading for this switch",
      { status: "cold" },
      { running: running("m", { progress: 0.2 }) },
      "loading, 20%",
    ],
    [
      "in line for this switch",
      { status: "cold" },
      { running: running("m", { queuePosition: 2 }) },
      "2nd in line",
    ],
    ["failed", { status: "failed" }, {}, "did not load"],
    [
      "of a higher tier",
      { access: { allowed: false, reason: "tier", requiredTier: "code" } },
      {},
      "needs Code",
    ],
    ["used up", { access: { allowed: false, reason: "quota" } }, {}, "used up"],
    ["in maintenance", { access: { allowed: false, reason: "maintenance" } }, {}, "in maintenance"],
    ["turned off", { access: { allowed: false, reason: "admin" } }, {}, "turned off"],
    ["removed", { access: { allowed: false, reason: "gone" } }, {}, "removed"],
  ])("%s", (_, more, known, word) => {
    const shown = modelRows(state([model("m", more)], known))[0]?.state.word;
    expect(shown?.replaceAll("\u00a0", " ")).toBe(word);
  });

  test("a dead engine leaves its rows in place", () => {
    const rows = modelRows({ ...emptyModels, providers: [provider([model("m")], { status: "down" })] });
    expect(rows[0]).toMatchObject({ group: "Ready now", state: { kind: "fail" } });
    expect(rows[0]?.state.word).toMatch(/^not answering since \d\d:\d\d$/);
  });
});

test("a wait is told as a range, first that of this switch", () => {
  const aside = (more: Partial<ListedModel>, known: Partial<ModelsState> = {}) =>
    modelRows(state([model("m", more)], known))[0]?.aside?.text.replaceAll("\u00a0", " ");
  const loading = { status: "loading", etaMs: 3000, etaP90Ms: 8000 } as const;
  expect(aside(loading)).toBe("about 3 s left, at most 8 s");
  expect(aside(loading, { running: running("m", { etaMs: 1000, etaP90Ms: 2000 }) })).toBe(
    "about 1 s left, at most 2 s",
  );
  expect(
    aside({ status: "cold" }, { running: running("m", { etaMs: 9000, etaP90Ms: 20_000, queuePosition: 2 }) }),
  ).toBe("about 9 s, at most 20 s");
  expect(aside({ status: "loading", sizeBytes: 92e6 })).toBe("92 MB");
});

test("every typed word has to stand somewhere in the row", () => {
  const [row] = modelRows(state([model("qwen3-4b-q4.gguf", { displayName: "Qwen3 4B Instruct" })]));
  if (!row) throw new Error("one row");
  expect(
    ["", "qwen", "LLAMA.CPP", "4b standard", "gguf instruct"].map((query) => matchesQuery(row, query)),
  ).toEqual(Array(5).fill(true));
  expect(matchesQuery(row, "qwen pro")).toBe(false);
});

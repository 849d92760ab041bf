import { expect, test } from "vitest";
import { rowKey } from "@/components/models/model-row";
import { emptyModels, type ModelsState } from "@/lib/client/models-state";
import type { Access, ListedModel, ListedTier } from "@/lib/contract/models";
import { problemTable, type Problem } from "@/lib/contract/problem";
import { lockedView, type LockedThing } from "./locked-view";
import { usableRows } from "./usable-rows";

const open: Access = { allowed: true };
const needs = (requiredTier: string): Access => ({ allowed: false, reason: "tier", requiredTier });
const model = (id: string, tier: string, access: Access, more: Partial<ListedModel> = {}): ListedModel => ({
  id: `${id}.gguf`,
  profileId: id,
  displayName: id.toUpperCase(),
  tier,
  access,
  status: "ready",
  capabilities: { images: false, tools: false, embeddings: false },
  ...more,
});
const tier = (id: string, access: Access, names: string[], description = ""): ListedTier => ({
  id,
  displayName: id === "vision" ? "Vision" : `${id.charAt(0).toUpperCase()}${id.slice(1)}`,
  description,
  order: 0,
  access,
  available: true,
  profiles: names.map((name) => ({
    id: name,
    displayName: name.toUpperCase(),
    internalName: name,
    description: "",
    provider: "llamacpp",
    modelId: `${name}.gguf`,
    tier: id,
    isDefault: true,
    access,
    status: "ready",
  })),
});

function state(proAccess: Access, models: ListedModel[] = []): ModelsState {
  return {
    ...emptyModels,
    loading: false,
    selection: {
      provider: "llamacpp",
      model: "a.gguf",
      profileId: "a",
      tier: "standard",
      version: 1,
      source: "user",
    },
    providers: [
      {
        id: "llamacpp",
        kind: "llamacpp",
        label: "llama.cpp",
        remote: false,
        status: "up",
        checkedAt: "2026-11-22T14:00:00.000Z",
        models: [
          model("c", "standard", open),
          model("a", "standard", open),
          model("b", "pro", proAccess),
          ...models,
        ],
      },
    ],
    tiers: {
      tiers: [
        tier("standard", open, ["a", "c"]),
        tier("pro", proAccess, ["b"], "For demanding questions."),
        tier("vision", needs("pro"), []),
      ],
      currentTier: "standard",
      accountTier: "standard",
    },
  };
}
const locked = state(needs("pro"));
const pro: LockedThing = { kind: "tier", id: "pro" };

test("a locked tier says what it needs, what it gives, and whom to ask for what", () => {
  expect(lockedView(locked, pro)).toEqual({
    kind: "ask",
    tier: "pro",
    name: "Pro",
    title: "Pro is not part of your account",
    reason: "Your account is Standard; Pro needs a Pro account.",
    gives: "For demanding questions. With it: B.",
  });
});

test("a tier that another account tier opens is asked for by that one's name", () => {
  expect(lockedView(locked, { kind: "tier", id: "vision" })).toMatchObject({
    kind: "ask",
    tier: "pro",
    name: "Pro",
    title: "Vision is not part of your account",
    reason: "Your account is Standard; Vision needs a Pro account.",
  });
});

test("a locked line of the picker names its model and leads to the same tier", () => {
  const thing: LockedThing = { kind: "model", key: rowKey("llamacpp", model("b", "pro", open)), name: "B" };
  expect(lockedView(locked, thing)).toMatchObject({
    kind: "ask",
    tier: "pro",
    reason: "Your account is Standard; B belongs to Pro.",
  });
});

test("what the server refused is told in its words, once", () => {
  const problem: Problem = {
    type: "",
    title: problemTable.tier_locked.title,
    status: 403,
    detail: "B needs Pro; your account has Standard. Nothing was changed.",
    code: "tier_locked",
    requestId: "r",
    requiredTier: "pro",
  };
  expect(lockedView(locked, { kind: "denied", problem })).toMatchObject({
    kind: "ask",
    tier: "pro",
    reason: "B needs Pro; your account has Standard.",
  });
});

test.each<[string, LockedThing]>([
  ["tier", pro],
  ["model", { kind: "model", key: rowKey("llamacpp", model("b", "pro", open)), name: "B" }],
])("a %s that is unlocked while one looks at it can be used at once", (_kind, thing) => {
  expect(lockedView(state(open), thing)).toMatchObject({
    kind: "open",
    goal: { provider: "llamacpp", model: "b.gguf", profileId: "b", tier: "pro" },
  });
});

test.each([
  ["maintenance", "X is in maintenance"],
  ["admin", "X is turned off"],
  ["quota", "X is used up for now"],
  ["gone", "The file of X was removed"],
] as const)("nobody is asked for a model whose reason is %s", (reason, title) => {
  const x = model("x", "standard", { allowed: false, reason });
  const thing: LockedThing = { kind: "model", key: rowKey("llamacpp", x), name: "X" };
  expect(lockedView(state(needs("pro"), [x]), thing)).toMatchObject({ kind: "closed", title });
});

test("what can be used now begins with what is active and leaves out what is locked or failed", () => {
  const failed = model("f", "standard", open, { status: "failed" });
  const rows = usableRows(state(needs("pro"), [failed]));
  expect(rows.map((row) => [row.model.displayName, row.active])).toEqual([
    ["A", true],
    ["C", false],
  ]);
});

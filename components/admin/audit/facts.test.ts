import { expect, test } from "vitest";
import { factsOf, limitWords, phaseWords, sideWords } from "./facts";
import { actorName, durationWords, ruleWords } from "./words";

const row = {
  seq: 7,
  at: "2026-11-22T14:05:00.000Z",
  actor: { kind: "user" as const, id: "u1", role: "user", name: "Ben Broad" },
  action: "model.switch",
  outcome: "active",
  target: "tier:pro",
  from: {
    provider: "llamacpp",
    model: "a.gguf",
    profileId: null,
    tier: "standard",
    version: 1,
    source: "user",
  },
  to: { provider: "llamacpp", model: "b.gguf", profileId: "p", tier: "pro" },
  details: {
    switchId: "s1",
    rule: "grant:g1",
    flag: "percentage",
    elapsedMs: 214.2,
    readyMs: 210,
    timings: { authorizedMs: 3.2, readyMs: 210, committedMs: 214.2 },
    limit: { policy: "switch", quota: 30, remaining: 27, store: "memory" },
  },
  requestId: "r1",
  hash: "a".repeat(64),
  prevHash: "b".repeat(64),
};

test("a switch tells from, to, rule, flag, limiter, phases and request id", () => {
  expect(factsOf(row).map(({ name, value }) => `${name}: ${value}`)).toEqual([
    "From: llamacpp/a.gguf, tier standard",
    "To: llamacpp/b.gguf, tier pro",
    "Rule: a single grant (g1)",
    "Tier selector: on, inside the percentage",
    "Limit: switch: 27 of 30 left, counted in memory",
    "Phases: authorized after 3 ms, ready after 0.21 s, committed after 0.21 s",
    "Switch id: s1",
    "Elapsed: 0.21 s",
    "Request id: r1",
    "Actor id: u1",
    "Row: 7, chained by aaaaaaaaaaaa… to bbbbbbbbbbbb…",
  ]);
});

test("a row without details has its request id and its place in the chain", () => {
  const { from: _from, to: _to, details: _details, ...plain } = row;
  expect(factsOf(plain).map(({ name }) => name)).toEqual(["Request id", "Actor id", "Row"]);
});

test("other sides are told key by key", () => {
  expect(sideWords({ pro: ["standard", "pro"], lab: [] })).toBe("pro: standard, pro · lab: none");
  expect(sideWords({ enabled: true, until: null })).toBe("enabled: true · until: null");
  expect(sideWords(null)).toBeNull();
  expect(sideWords("x")).toBe("x");
  expect(limitWords({ policy: "switch", quota: 30 })).toBe("switch: quota 30");
  expect(phaseWords({ readyMs: null })).toBeNull();
});

test.each([
  [14, "14 ms"],
  [214.2, "0.21 s"],
  [1400, "1.4 s"],
])("%d ms are %s", (ms, words) => {
  expect(durationWords(ms)).toBe(words);
});

test("an actor without a name is told by what is known", () => {
  expect(actorName({ kind: "user", id: "u1" })).toBe("account u1");
  expect(actorName({ kind: "system" })).toBe("the site itself");
  expect(ruleWords("none")).toBe("no rule allows it");
});

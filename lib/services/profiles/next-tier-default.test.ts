import { expect, test } from "vitest";
import { nextTierDefault } from "@/lib/services/profiles/next-tier-default";

interface Line {
  /** Also its model's name. */
  id: string;
  origin?: "managed" | "discovered" | "demo";
  isDefault?: boolean;
  enabled?: boolean;
  gone?: boolean;
  rank?: number;
}

function next(tierId: string, lines: Line[]): string | null {
  const profiles = lines.map(({ id, origin = "discovered", isDefault = false, enabled = true }) => ({
    id,
    origin,
    isDefault,
    enabled,
    modelId: id,
    internalName: id,
  }));
  const of = (id: string) => lines.find((line) => line.id === id);
  const found = nextTierDefault(tierId, profiles, ({ id, origin }) => ({
    there: !of(id)?.gone,
    gone: of(id)?.gone ?? false,
    demo: origin === "demo",
    rank: of(id)?.rank ?? 0,
  }));
  return found?.id ?? null;
}

const spark: Line = { id: "spark", origin: "demo" };
const standing: Line = { ...spark, isDefault: true };
const table: [promise: string, tier: string, lines: Line[], becomes: string | null][] = [
  ["the demo is the default where there is nothing else", "standard", [spark], "spark"],
  ["so it is in pro", "pro", [spark], "spark"],
  ["so it is in code", "code", [spark], "spark"],
  ["a demo that stands stays", "standard", [standing], null],
  ["a real model takes the place of the demo", "standard", [standing, { id: "b" }, { id: "a" }], "a"],
  ["and comes before it at once", "standard", [spark, { id: "z" }], "z"],
  ["a local one before a remote one", "standard", [standing, { id: "a", rank: 1 }, { id: "z" }], "z"],
  ["a switched off one never", "standard", [standing, { id: "a", enabled: false }], null],
  ["a vanished one never", "standard", [standing, { id: "a", gone: true }], null],
  [
    "a later real one does not push an earlier one away",
    "standard",
    [{ id: "m", isDefault: true }, { id: "a" }],
    null,
  ],
  [
    "when the real one goes, the demo comes back",
    "standard",
    [spark, { id: "a", isDefault: true, gone: true }],
    "spark",
  ],
  ["a demo that an admin chose stays", "standard", [{ ...standing, origin: "managed" }, { id: "a" }], null],
  [
    "a choice of an admin stays also when it is gone",
    "standard",
    [{ id: "a", origin: "managed", isDefault: true, gone: true }, spark],
    null,
  ],
  ["pro keeps its demo beside another profile", "pro", [standing, { id: "a", origin: "managed" }], null],
  ["pro takes no profile of an admin as default by itself", "pro", [{ id: "a", origin: "managed" }], null],
  [
    "code keeps what an admin gave it",
    "code",
    [spark, { id: "a", origin: "managed", isDefault: true }],
    null,
  ],
  ["nothing comes of nothing", "standard", [], null],
];

test.each(table)("%s (%s)", (_promise, tier, lines, becomes) => {
  expect(next(tier, lines)).toBe(becomes);
});

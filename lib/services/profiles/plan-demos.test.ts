import { expect, test } from "vitest";
import { DemoProfile } from "@/lib/contract/demo-profiles";
import { planDemos, versionOf } from "@/lib/services/profiles/plan-demos";

const line = DemoProfile.parse({
  file: "spark.gguf",
  internalName: "spark",
  displayName: "Spark",
  tier: "standard",
  starters: ["What can you do?"],
});
const seeded = { spark: { profileId: "p1", version: versionOf(line) } };
const plan = (more: Partial<Parameters<typeof planDemos>[0]> = {}) =>
  planDemos({
    manifest: [line],
    present: new Set(["spark.gguf"]),
    tiers: new Set(["standard", "pro", "code"]),
    profiles: [],
    seeded: {},
    ...more,
  }).map((step) =>
    step.kind === "update" ? `update ${step.profileId}` : `create ${step.line.internalName}`,
  );
const demo = { id: "p1", origin: "demo", modelId: "spark.gguf" };

test("a bundled model that is there gets its profile", () => {
  expect(plan()).toEqual(["create spark"]);
});

test("a file that is not there gets none, nor does a tier that an admin removed", () => {
  expect(plan({ present: new Set() })).toEqual([]);
  expect(plan({ tiers: new Set(["pro"]) })).toEqual([]);
});

test("the same manifest changes nothing, another wording changes what no admin edited", () => {
  expect(plan({ seeded, profiles: [demo] })).toEqual([]);
  const manifest = [{ ...line, starters: ["What are tiers?"] }];
  expect(plan({ manifest, seeded, profiles: [demo] })).toEqual(["update p1"]);
  expect(plan({ manifest, seeded, profiles: [{ ...demo, origin: "managed" }] })).toEqual([]);
});

test("what an admin deleted does not come back", () => {
  const manifest = [{ ...line, description: "new" }];
  expect(plan({ manifest, seeded, profiles: [] })).toEqual([]);
});

test("a profile that was made when the file was found becomes the first of its lines", () => {
  const manifest = [line, { ...line, internalName: "spark-pro", tier: "pro" }];
  const profiles = [{ id: "found", origin: "discovered", modelId: "spark.gguf" }];
  expect(plan({ manifest, profiles })).toEqual(["update found", "create spark-pro"]);
});

test("the order of a line's members is no change", () => {
  const { file, ...rest } = line;
  expect(versionOf({ ...rest, file })).toBe(versionOf(line));
});

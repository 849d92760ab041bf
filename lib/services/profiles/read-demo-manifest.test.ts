import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { readDemoManifest } from "@/lib/services/profiles/read-demo-manifest";
import { temporaryFolder } from "@/tests/setup/database";

test("the manifest that ships has a demo for every tier, and each has questions to begin with", () => {
  const manifest = readDemoManifest();
  expect([...new Set(manifest.map(({ tier }) => tier))].toSorted()).toEqual(["code", "pro", "standard"]);
  expect(manifest.every(({ starters }) => starters.length >= 2)).toBe(true);
  const names = manifest.map(({ internalName }) => internalName);
  expect(new Set(names).size).toBe(names.length);
});

test.each(["", "{}", '[{"file":"../x.gguf","internalName":"x","displayName":"X","tier":"standard"}]'])(
  "a manifest that is not valid means no demos, not a site that does not start: %j",
  (text) => {
    const file = path.join(temporaryFolder(), "profiles.json");
    writeFileSync(file, text);
    expect(readDemoManifest(file)).toEqual([]);
  },
);

test("a site without demos has no manifest", () => {
  expect(readDemoManifest(path.join(temporaryFolder(), "none.json"))).toEqual([]);
});

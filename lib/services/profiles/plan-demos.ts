import { createHash } from "node:crypto";
import type { DemoProfile } from "@/lib/contract/demo-profiles";
import type { ModelProfile } from "@/lib/db/generated/client";

/** Which profile each line of the manifest became, and from which wording, by internal name. */
export type SeededDemos = Record<string, { profileId: string; version: string }>;

export type DemoStep =
  | { kind: "create"; line: DemoProfile }
  /** Of a line that was seeded before with another wording, or of a profile that was made when the file was found. */
  | { kind: "update"; line: DemoProfile; profileId: string };

/** Changes when any word of the line does. */
export function versionOf(line: DemoProfile): string {
  const sorted = Object.entries(line).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex").slice(0, 16);
}

/**
 * What has to be done so that the bundled models have the profiles of the manifest. A profile that an admin edited
 * (origin `managed`) is left alone, one that an admin deleted does not come back.
 * @param present names of the bundled files that are there and can chat
 */
export function planDemos(known: {
  manifest: readonly DemoProfile[];
  present: ReadonlySet<string>;
  tiers: ReadonlySet<string>;
  profiles: readonly Pick<ModelProfile, "id" | "origin" | "modelId">[];
  seeded: SeededDemos;
}): DemoStep[] {
  const { manifest, present, tiers, profiles, seeded } = known;
  const taken = new Set(Object.values(seeded).map(({ profileId }) => profileId));
  const steps: DemoStep[] = [];
  for (const line of manifest) {
    if (!present.has(line.file) || !tiers.has(line.tier)) continue;
    const before = seeded[line.internalName];
    if (before) {
      const profile = profiles.find(({ id }) => id === before.profileId);
      if (profile?.origin === "demo" && before.version !== versionOf(line))
        steps.push({ kind: "update", line, profileId: profile.id });
      continue;
    }
    const found = profiles.find(
      ({ id, origin, modelId }) => origin === "discovered" && modelId === line.file && !taken.has(id),
    );
    if (found) taken.add(found.id);
    steps.push(found ? { kind: "update", line, profileId: found.id } : { kind: "create", line });
  }
  return steps;
}

import { randomUUID } from "node:crypto";
import { db } from "@/lib/db/client";
import type { ModelProfile } from "@/lib/db/generated/client";

/** A profile as an admin would make it. */
export function createProfile(
  profile: Partial<ModelProfile> & Pick<ModelProfile, "provider" | "modelId">,
): Promise<ModelProfile> {
  const { starters: _starters, fallbacks: _fallbacks, ...columns } = profile;
  return db().modelProfile.create({
    data: { displayName: columns.modelId, internalName: randomUUID(), tierId: "standard", ...columns },
  });
}

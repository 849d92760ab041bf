import type { ModelProfile } from "@/lib/db/generated/client";

/** What the catalogue knows of a profile's model. */
export interface ProfileFacts {
  /** It is listed now and can chat. */
  there: boolean;
  /** Its engine was asked, and has it no longer. */
  gone: boolean;
  /** It ships with the site. */
  demo: boolean;
  /** Place of its engine; local ones come first. */
  rank: number;
}

type Candidate = Pick<ModelProfile, "id" | "origin" | "enabled" | "isDefault" | "modelId" | "internalName">;

/** The tier that found models go to. */
export const discoveredTier = "standard";

/**
 * Which profile becomes the default of a tier; null when the standing one stays, or nothing can take its place.
 * A default that an admin chose (origin `managed`) always stays. In `standard` a demo makes way for the first real
 * model by name; in the other tiers only demos come by themselves, and only where there is nothing.
 */
export function nextTierDefault<P extends Candidate>(
  tierId: string,
  profiles: readonly P[],
  factsOf: (profile: P) => ProfileFacts,
): P | null {
  const current = profiles.find(({ isDefault }) => isDefault);
  if (current?.origin === "managed") return null;
  const own = tierId === discoveredTier;
  const [next] = profiles
    .filter((profile) => profile.enabled && factsOf(profile).there && (own || profile.origin === "demo"))
    .toSorted((a, b) => {
      const [left, right] = [factsOf(a), factsOf(b)];
      return (
        Number(left.demo) - Number(right.demo) ||
        left.rank - right.rank ||
        a.modelId.localeCompare(b.modelId, "en") ||
        a.internalName.localeCompare(b.internalName, "en")
      );
    });
  if (!next || next.id === current?.id) return null;
  if (!current || factsOf(current).gone) return next;
  return factsOf(current).demo && !factsOf(next).demo ? next : null;
}

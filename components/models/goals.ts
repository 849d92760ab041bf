import type { SwitchGoal } from "@/lib/client/models-state";
import type { ListedModel, ListedProvider, ListedTier } from "@/lib/contract/models";

export function modelGoal(provider: Pick<ListedProvider, "id">, model: ListedModel): SwitchGoal {
  return {
    provider: provider.id,
    model: model.id,
    profileId: model.profileId ?? null,
    tier: model.tier,
    byTier: false,
  };
}

/** A tier leads to its default profile; null for a tier without any. */
export function tierGoal(tier: ListedTier): SwitchGoal | null {
  const profile = tier.profiles.find(({ isDefault }) => isDefault) ?? tier.profiles[0];
  if (!profile) return null;
  return {
    provider: profile.provider,
    model: profile.modelId,
    profileId: profile.id,
    tier: tier.id,
    byTier: true,
  };
}

import type { ModelsState } from "@/lib/client/models-state";
import type { ListedModel, ListedProvider } from "@/lib/contract/models";
import type { ModelRef } from "@/lib/contract/selection";
import { tierWord } from "@/lib/shared/tier-word";

export interface FoundModel {
  provider: ListedProvider;
  model: ListedModel;
}

/** The listed model of a selection or message; a profile's own entry where several name one file. */
export function findModel(
  { providers }: Pick<ModelsState, "providers">,
  ref: ModelRef & { profileId?: string | null },
): FoundModel | null {
  const provider = providers.find(({ id }) => id === ref.provider);
  const named = provider?.models.filter(({ id }) => id === ref.model) ?? [];
  const model = named.find(({ profileId }) => ref.profileId && profileId === ref.profileId) ?? named[0];
  return provider && model ? { provider, model } : null;
}

/** Its name for people; the file or tag where the list does not know it. */
export function modelName(
  state: Pick<ModelsState, "providers">,
  ref: ModelRef & { profileId?: string | null },
): string {
  return findModel(state, ref)?.model.displayName ?? ref.model;
}

/** "Pro" for "pro"; an unknown id is written as a word. */
export function tierName({ tiers }: Pick<ModelsState, "tiers">, id: string): string {
  return tiers?.tiers.find((tier) => tier.id === id)?.displayName ?? tierWord(id);
}

import type { UserContext } from "@/lib/access/actor";
import type { Selection } from "@/lib/contract/selection";
import type { ModelWorld } from "@/lib/services/models/model-world";
import { resolveModelIn } from "@/lib/services/models/resolve-model";
import { defaultSystemPrompt, windowOf } from "@/lib/services/messages/choose-model";
import type { SummaryWriter } from "@/lib/services/summaries/write-summary";

/** The model that is active as the writer of a summary. @throws what resolveModel throws, when it can not be used any more */
export function summaryWriter(ctx: UserContext, world: ModelWorld, from: Selection): SummaryWriter {
  const { provider, model, profile, listed } = resolveModelIn(ctx, world, {
    provider: from.provider,
    model: from.model,
    profileId: from.profileId ?? undefined,
  });
  return {
    provider,
    ref: { provider: provider.id, model },
    name: profile.displayName,
    tier: profile.tierId,
    system: profile.systemPrompt?.trim() || defaultSystemPrompt,
    contextLength: windowOf(provider, listed),
  };
}

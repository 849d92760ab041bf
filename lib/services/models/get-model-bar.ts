import type { UserContext } from "@/lib/access/actor";
import type { ModelsAnswer, TiersAnswer } from "@/lib/contract/models";
import { isFeatureOn } from "@/lib/services/flags/assert-feature";
import { listModels } from "@/lib/services/models/list-models";
import { listTiers } from "@/lib/services/tiers/list-tiers";

export interface ModelBarFacts {
  models: ModelsAnswer;
  /** null: the tier selector is switched off for this user. */
  tiers: TiersAnswer | null;
}

/** What the bar below the composer says in the page as it is sent. @throws not_found for a conversation that is not theirs */
export async function getModelBar(
  ctx: UserContext,
  scope: { conversationId?: string | undefined } = {},
): Promise<ModelBarFacts> {
  const [models, tiers] = await Promise.all([
    listModels(ctx, scope),
    isFeatureOn(ctx, "tier-selector").then((on) => (on ? listTiers(ctx, scope) : null)),
  ]);
  return { models, tiers };
}

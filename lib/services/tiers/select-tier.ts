import type { z } from "zod";
import type { UserContext } from "@/lib/access/actor";
import { tierAccess } from "@/lib/access/entitlement";
import type { TierInput } from "@/lib/contract/models";
import { problem } from "@/lib/errors";
import { assertFeature } from "@/lib/services/flags/assert-feature";
import { tierLocked } from "@/lib/services/models/assert-entitled";
import { tierDefault } from "@/lib/services/models/choose-default";
import { findAlternatives } from "@/lib/services/models/find-alternatives";
import { readModelWorld } from "@/lib/services/models/model-world";
import type { AskedModel } from "@/lib/services/switches/attempt";
import { performSwitch } from "@/lib/services/switches/perform-switch";
import type { Answer } from "@/lib/services/switches/running-switches";

/** Switches to the default profile of a tier. @throws like performSwitch */
export function selectTier(
  ctx: UserContext,
  { tier, conversationId, ifVersion }: z.infer<typeof TierInput>,
  { respondAsync }: { respondAsync: boolean },
): Promise<Answer> {
  return performSwitch(ctx, {
    label: `tier:${tier}`,
    body: { conversationId, ifVersion },
    find: () => findDefault(ctx, tier),
    conversationId,
    ifVersion,
    respondAsync,
  });
}

async function findDefault(ctx: UserContext, tierId: string): Promise<AskedModel> {
  await assertFeature(ctx, "tier-selector");
  const world = await readModelWorld(ctx);
  const tier = world.tiers.find(({ id }) => id === tierId);
  if (!tier) throw problem("not_found", "There is no such tier.");
  if (!tierAccess(world.entitlements, tierId).allowed) throw tierLocked(ctx, world, tierId, tier.displayName);
  const profile = tierDefault(world, tierId);
  if (profile) return { provider: profile.provider, model: profile.modelId, profileId: profile.id };
  throw problem(
    "model_unavailable",
    `${tier.displayName} has no model that can be used now. Choose another tier.`,
    {
      alternatives: findAlternatives(world, { provider: "", model: "" }),
    },
  );
}

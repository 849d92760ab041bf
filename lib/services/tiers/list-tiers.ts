import type { UserContext } from "@/lib/access/actor";
import { tierAccess } from "@/lib/access/entitlement";
import type { TiersAnswer } from "@/lib/contract/models";
import { assertFeature } from "@/lib/services/flags/assert-feature";
import { entryOf, profileAccess, readModelWorld } from "@/lib/services/models/model-world";
import { tierDefault } from "@/lib/services/models/choose-default";
import { listedProfileModel } from "@/lib/services/models/to-listed-model";
import { effectiveSelectionIn } from "@/lib/services/selections/get-effective-selection";

/** All tiers with their profiles, the locked ones too. @throws feature_off, not_found for a conversation that is not theirs */
export async function listTiers(
  ctx: UserContext,
  { conversationId }: { conversationId?: string | undefined } = {},
): Promise<TiersAnswer> {
  await assertFeature(ctx, "tier-selector");
  const world = await readModelWorld(ctx);
  const selection = await effectiveSelectionIn(world, ctx, conversationId);
  const tiers = world.tiers.map(({ id, displayName, description, position }) => {
    const profiles = world.profiles
      .filter(({ tierId }) => tierId === id)
      .map((profile) => ({
        id: profile.id,
        displayName: profile.displayName,
        internalName: profile.internalName,
        description: profile.description,
        provider: profile.provider,
        modelId: profile.modelId,
        tier: id,
        isDefault: profile.isDefault,
        access: profileAccess(world, profile),
        status: listedProfileModel(world, entryOf(world, profile.provider), profile).status,
      }));
    const standing = profiles.find(({ isDefault }) => isDefault) ?? profiles[0];
    const meant = tierDefault(world, id)?.id ?? standing?.id;
    const available = profiles.some((profile) => profile.id === meant && profile.status !== "failed");
    return {
      id,
      displayName,
      description,
      order: position,
      access: tierAccess(world.entitlements, id),
      available,
      profiles,
    };
  });
  return { tiers, currentTier: selection?.tier ?? null, accountTier: ctx.actor.accountTier };
}

import type { Selection } from "@/lib/contract/selection";
import type { ModelProfile, UserSettings, Conversation } from "@/lib/db/generated/client";
import { allowedDefault, siteDefault } from "@/lib/services/models/choose-default";
import { meantProfile, profileAccess, type ModelWorld } from "@/lib/services/models/model-world";
import type { EffectiveSelection } from "@/lib/services/selections/get-effective-selection";
import { storedSelection } from "@/lib/services/selections/stored-selection";
import type { SiteSettings } from "@/lib/services/site-settings/site-settings";

/** Conversation's, else user's, else the site's; a locked one falls to what the account allows and says so. */
export async function chooseSelection(
  world: ModelWorld,
  known: {
    accountTier: string;
    conversation: Conversation | null;
    user: UserSettings | null;
    /** Read only when nothing was chosen, or what was chosen is locked. */
    settings: () => Promise<SiteSettings>;
  },
): Promise<EffectiveSelection | null> {
  const { accountTier, conversation, user, settings } = known;
  const stored = storedSelection(conversation, user);
  if (!stored) {
    const profile = siteDefault(world, await settings());
    return profile ? selectionOf(profile, { version: user?.selectionVersion ?? 0, source: "site" }) : null;
  }
  const named = world.profiles.find(({ id }) => id === stored.profileId);
  const isLocked = (p: ModelProfile) =>
    /^(?:tier|admin|maintenance)$/.test(profileAccess(world, p).reason ?? "");
  // A profile that was removed or locked is not the end: another one may give the same model to this account.
  const profile = named && !isLocked(named) ? named : meantProfile(world, stored.provider, stored.model);
  if (!profile) return { ...stored, profileId: null };
  if (!isLocked(profile)) return { ...stored, profileId: profile.id, tier: profile.tierId };
  const instead = allowedDefault(world, accountTier, await settings());
  if (!instead) return null;
  const { provider, model, profileId, tier, version, source } = stored;
  const { reason } = profileAccess(world, profile);
  return {
    ...selectionOf(instead, { version, source }),
    fallbackFrom: { provider, model, profileId, tier, ...(reason && { reason }) },
  };
}

function selectionOf(
  { provider, modelId, id, tierId }: ModelProfile,
  rest: Pick<Selection, "version" | "source">,
): Selection {
  return { provider, model: modelId, profileId: id, tier: tierId, ...rest };
}

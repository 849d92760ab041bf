import type { UserContext } from "@/lib/access/actor";
import type { Access, SwitchTarget } from "@/lib/contract/models";
import type { Selection } from "@/lib/contract/selection";
import { db } from "@/lib/db/client";
import type { UserSettings } from "@/lib/db/generated/client";
import { sharedRowsBy } from "@/lib/db/rows";
import { ownConversation } from "@/lib/services/chats/own-conversation";
import { readModelWorld, type ModelWorld } from "@/lib/services/models/model-world";
import { chooseSelection } from "@/lib/services/selections/choose-selection";
import { readSiteSettings } from "@/lib/services/site-settings/site-settings";

/**
 * `fallbackFrom` is the choice that this user may not use now (a downgrade, switched off, maintenance), which the
 * selection stands in for.
 */
export type EffectiveSelection = Selection & {
  fallbackFrom?: SwitchTarget & { reason?: Access["reason"] };
};

/**
 * What answers this user's next message: the conversation's selection, else the user's, else the site default. null
 * while the site has no model.
 * @throws not_found for a conversation that is not there or not theirs
 */
export async function getEffectiveSelection(
  ctx: UserContext,
  conversationId?: string,
): Promise<EffectiveSelection | null> {
  return effectiveSelectionIn(await readModelWorld(ctx), ctx, conversationId);
}

/** The same in a world that was read already. */
export async function effectiveSelectionIn(
  world: ModelWorld,
  ctx: UserContext,
  conversationId?: string,
): Promise<EffectiveSelection | null> {
  const [conversation, user] = await Promise.all([
    conversationId === undefined ? null : ownConversation(db(), ctx, conversationId),
    readSettings(ctx.actor.id),
  ]);
  return chooseSelection(world, {
    accountTier: ctx.actor.accountTier,
    conversation,
    user,
    settings: readSiteSettings,
  });
}

async function readSettings(userId: string): Promise<UserSettings | null> {
  const [settings = null] = await sharedRowsBy("UserSettings", "userId", userId);
  return settings;
}

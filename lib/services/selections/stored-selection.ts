import type { Selection } from "@/lib/contract/selection";
import type { Conversation, UserSettings } from "@/lib/db/generated/client";

export type ConversationColumns = Pick<
  Conversation,
  "provider" | "model" | "profileId" | "tier" | "selectionVersion"
>;
export type UserColumns = Pick<
  UserSettings,
  "activeProvider" | "activeModel" | "activeProfileId" | "activeTier" | "selectionVersion"
>;

/** The selection that stands in the database: the conversation's, else the user's; null when neither ever chose. */
export function storedSelection(
  conversation: ConversationColumns | null,
  user: UserColumns | null,
): Selection | null {
  if (conversation?.provider && conversation.model)
    return {
      provider: conversation.provider,
      model: conversation.model,
      profileId: conversation.profileId,
      tier: conversation.tier ?? "standard",
      version: conversation.selectionVersion,
      source: "conversation",
    };
  if (user?.activeProvider && user.activeModel)
    return {
      provider: user.activeProvider,
      model: user.activeModel,
      profileId: user.activeProfileId,
      tier: user.activeTier ?? "standard",
      version: user.selectionVersion,
      source: "user",
    };
  return null;
}

/** A selection as the columns of a conversation. */
export function conversationColumns({
  provider,
  model,
  profileId,
  tier,
  version,
}: Selection): ConversationColumns {
  return { provider, model, profileId, tier, selectionVersion: version };
}

/** A selection as the columns of a user's settings. */
export function userColumns({ provider, model, profileId, tier, version }: Selection): UserColumns {
  return {
    activeProvider: provider,
    activeModel: model,
    activeProfileId: profileId,
    activeTier: tier,
    selectionVersion: version,
  };
}

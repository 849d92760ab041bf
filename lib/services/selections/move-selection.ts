import type { SwitchTarget } from "@/lib/contract/models";
import type { Selection } from "@/lib/contract/selection";
import {
  conversationColumns,
  storedSelection,
  userColumns,
  type ConversationColumns,
  type UserColumns,
} from "@/lib/services/selections/stored-selection";

export interface MovedSelection {
  user: Selection;
  /** null when the switch was not about a conversation. */
  conversation: Selection | null;
  /** False when everything stood as wished already: no version moved. */
  changed: boolean;
  /** What has to be written; null: nothing. */
  userColumns: UserColumns | null;
  conversationColumns: ConversationColumns | null;
}

/**
 * Moves the user's scope and, where one is given, the conversation's to a target. A conversation's version is always
 * above everything that was effective in it before.
 */
export function moveSelection(
  to: SwitchTarget,
  stand: {
    user: UserColumns | null;
    /** `new`: the switch makes it. */
    conversation: ConversationColumns | "new" | null;
    /** What new chats begin with stays as it is. */
    keepUser: boolean;
  },
): MovedSelection {
  const { user, conversation, keepUser } = stand;
  const stood = storedSelection(null, user);
  const userVersion = user?.selectionVersion ?? 0;
  const moves = !keepUser && !isSame(stood, to);
  const userSelection: Selection = moves
    ? { ...to, version: userVersion + 1, source: "user" }
    : (stood ?? { ...to, version: userVersion, source: "user" });
  const unmoved: MovedSelection = {
    user: userSelection,
    conversation: null,
    changed: moves,
    userColumns: moves ? userColumns(userSelection) : null,
    conversationColumns: null,
  };
  if (conversation === null) return unmoved;
  const own = conversation === "new" ? null : storedSelection(conversation, null);
  if (own && isSame(own, to)) return { ...unmoved, conversation: own };
  const ownVersion = conversation === "new" ? 0 : conversation.selectionVersion;
  const selection: Selection = {
    ...to,
    version: Math.max(ownVersion, userVersion) + 1,
    source: "conversation",
  };
  return {
    ...unmoved,
    conversation: selection,
    changed: true,
    conversationColumns: conversationColumns(selection),
  };
}

const isSame = (a: Selection | null, b: SwitchTarget): boolean =>
  a?.provider === b.provider && a.model === b.model && a.profileId === b.profileId && a.tier === b.tier;

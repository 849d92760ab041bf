import type { SwitchTarget } from "@/lib/contract/models";
import type { Selection } from "@/lib/contract/selection";
import type { Transaction } from "@/lib/db/client";
import type { Conversation, UserSettings } from "@/lib/db/generated/client";
import { problem } from "@/lib/errors";
import { conversationColumns, storedSelection } from "@/lib/services/selections/stored-selection";

export interface WrittenSelection {
  user: Selection;
  /** null when the switch was not about a conversation. */
  conversation: Selection | null;
  /** False when everything stood as wished already: no version moved. */
  changed: boolean;
  userChanged: boolean;
}

/**
 * Puts a target into the user's scope and, where one is given, the conversation's, each compared with the version that
 * was read. A conversation's version is always above everything that was effective in it before.
 * @throws selection_changed when another process was faster
 */
export async function writeSelection(
  tx: Transaction,
  wish: {
    userId: string;
    to: SwitchTarget;
    user: UserSettings | null;
    conversation: Conversation | null;
    keepUser: boolean;
    createConversation: string | null;
  },
): Promise<WrittenSelection> {
  const { userId, to, user, conversation, keepUser, createConversation } = wish;
  const stood = storedSelection(null, user);
  const userVersion = user?.selectionVersion ?? 0;
  const userChanged = !keepUser && !isSame(stood, to);
  const userSelection: Selection = userChanged
    ? { ...to, version: userVersion + 1, source: "user" }
    : (stood ?? { ...to, version: userVersion, source: "user" });
  if (userChanged) await writeUser(tx, userId, user, userSelection);
  if (createConversation !== null) {
    const selection: Selection = { ...to, version: userVersion + 1, source: "conversation" };
    await tx.conversation.create({
      data: { id: createConversation, userId, ...conversationColumns(selection) },
    });
    return { user: userSelection, conversation: selection, changed: true, userChanged };
  }
  if (!conversation) return { user: userSelection, conversation: null, changed: userChanged, userChanged };
  const own = storedSelection(conversation, null);
  if (own && isSame(own, to))
    return { user: userSelection, conversation: own, changed: userChanged, userChanged };
  const version = Math.max(conversation.selectionVersion, userVersion) + 1;
  const selection: Selection = { ...to, version, source: "conversation" };
  const { count } = await tx.conversation.updateMany({
    where: { id: conversation.id, userId, selectionVersion: conversation.selectionVersion },
    data: conversationColumns(selection),
  });
  if (!count) throw changedElsewhere();
  return { user: userSelection, conversation: selection, changed: true, userChanged };
}

async function writeUser(
  tx: Transaction,
  userId: string,
  user: UserSettings | null,
  selection: Selection,
): Promise<void> {
  const { provider, model, profileId, tier, version } = selection;
  const data = {
    activeProvider: provider,
    activeModel: model,
    activeProfileId: profileId,
    activeTier: tier,
    selectionVersion: version,
  };
  if (!user) {
    await tx.userSettings.create({ data: { userId, ...data } });
    return;
  }
  const { count } = await tx.userSettings.updateMany({
    where: { userId, selectionVersion: user.selectionVersion },
    data,
  });
  if (!count) throw changedElsewhere();
}

const changedElsewhere = () =>
  problem("selection_changed", "The model was changed elsewhere at the same moment. Choose again.");

const isSame = (a: Selection | null, b: SwitchTarget): boolean =>
  a?.provider === b.provider && a.model === b.model && a.profileId === b.profileId && a.tier === b.tier;

import type { Selection } from "@/lib/contract/selection";
import type { Switch } from "@/lib/db/generated/client";
import { problem } from "@/lib/errors";
import { noSuchConversation } from "@/lib/services/chats/own-conversation";
import { moveSelection, type MovedSelection } from "@/lib/services/selections/move-selection";
import { storedSelection } from "@/lib/services/selections/stored-selection";
import { assertEntitledBy } from "@/lib/services/switches/assert-still-entitled";
import type { Attempt } from "@/lib/services/switches/attempt";
import type { CommitStand } from "@/lib/services/switches/commit-stand";
import { overtakenBy } from "@/lib/services/switches/supersede-older";

/** One commit as it will be written. */
export interface CommitPlan {
  attempt: Attempt;
  moved: MovedSelection;
  /** Version of the conversation's selection before. */
  conversationStood: number;
  /** What is active now in the scope of the attempt. */
  selection: Selection;
  /** Older wishes that it ends. */
  overtaken: Switch[];
}

/**
 * Decides one commit on what stands, and moves that on. Nothing is awaited and nothing written, so that one that is
 * refused leaves no trace.
 * @param warmed after a load, with the newest choice that this user made meanwhile; null for one that did not load
 * @throws selection_changed when the selection is no longer the one that the attempt stands on, superseded when the
 * user chose again meanwhile, not_found when the conversation is gone, and what assertEntitled throws when the account
 * may not use the model any more
 */
export function planCommit(
  stand: CommitStand,
  attempt: Attempt,
  warmed: { newer: { conversationId: string | null } | null } | null,
): CommitPlan {
  const { ctx, to, conversationId } = attempt;
  if (!to) throw new Error("a switch without a target can not be committed");
  const userId = ctx.actor.id;
  const account = stand.users.get(userId);
  if (!account) throw new Error("the account of a switch is gone");
  attempt.rule = assertEntitledBy(stand.rules, account, ctx, to);
  const user = stand.settings.get(userId) ?? null;
  const conversation = conversationIn(stand, attempt);
  const standing = storedSelection(conversation === "new" ? null : conversation, user);
  // What it replaces is what stands now, not what stood when it began.
  if (standing && standing.version !== attempt.from?.version) attempt.from = standing;
  const isSame = standing?.provider === to.provider && standing.model === to.model;
  const version = standing?.version ?? user?.selectionVersion ?? 0;
  // Equal targets that warmed together all reach their end, whoever was first.
  if (attempt.ifVersion !== undefined && attempt.ifVersion !== version && !(warmed && isSame))
    throw problem(
      "selection_changed",
      "The model was changed elsewhere in the meantime. Look at what is active now, and choose again.",
      { current: standing ?? attempt.from },
    );
  const newer = warmed?.newer ?? null;
  const overtakes = newer && (conversationId === null || newer.conversationId === conversationId);
  if (overtakes && !isSame)
    throw problem("superseded", "A later choice took this one's place.", { current: standing });
  // A newer choice of this user, in another chat, stays what new chats begin with.
  const moved = moveSelection(to, {
    user,
    conversation,
    keepUser: newer !== null && conversationId !== null,
  });
  const overtaken = warmed ? [] : overtakenBy(attempt, to, stand.warming);
  if (moved.userColumns) stand.settings.set(userId, moved.userColumns);
  if (moved.conversationColumns && conversation && conversation !== "new")
    stand.conversations.set(conversation.id, { ...conversation, ...moved.conversationColumns });
  stand.warming = stand.warming.filter((row) => !overtaken.includes(row));
  return {
    attempt,
    moved,
    conversationStood: conversation && conversation !== "new" ? conversation.selectionVersion : 0,
    selection: moved.conversation ?? moved.user,
    overtaken,
  };
}

function conversationIn(stand: CommitStand, { ctx, conversationId, createsConversation }: Attempt) {
  if (conversationId === null) return null;
  if (createsConversation) return "new";
  const conversation = stand.conversations.get(conversationId);
  if (conversation?.userId !== ctx.actor.id) throw noSuchConversation();
  return conversation;
}

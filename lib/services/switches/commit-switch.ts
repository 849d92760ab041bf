import type { Selection } from "@/lib/contract/selection";
import { transaction, type Transaction } from "@/lib/db/client";
import type { Switch } from "@/lib/db/generated/client";
import { problem } from "@/lib/errors";
import { ownConversation } from "@/lib/services/chats/own-conversation";
import { storedSelection } from "@/lib/services/selections/stored-selection";
import { writeSelection, type WrittenSelection } from "@/lib/services/selections/write-selection";
import { elapsedMs, type Attempt } from "@/lib/services/switches/attempt";
import { auditAttempt } from "@/lib/services/switches/audit-attempt";
import { insertSwitch } from "@/lib/services/switches/insert-switch";
import { supersedeOlder } from "@/lib/services/switches/supersede-older";
import { insertSummary } from "@/lib/services/summaries/insert-summary";
import { stateAfter, statesBefore } from "@/lib/services/switches/switch-state";

export interface Committed {
  row: Switch;
  selection: Selection;
  written: WrittenSelection;
  superseded: Switch[];
}

const endedAlready = Symbol("ended already");

/**
 * The commit: selection, summary, switch and audit row in one transaction. A switch that warmed and was ended meanwhile is not
 * brought back: null.
 * @throws selection_changed when the selection is no longer the one that the attempt stands on, superseded when the
 * user chose again meanwhile, not_found when the conversation is gone
 */
export function commitSwitch(attempt: Attempt, warmed: boolean): Promise<Committed | null> {
  const { ctx, to } = attempt;
  if (!to) throw new Error("a switch without a target can not be committed");
  const userId = ctx.actor.id;
  return transaction(async (tx) => {
    // A write first: it takes the write lock before anything is read.
    await tx.$executeRaw`UPDATE "UserSettings" SET "selectionVersion" = "selectionVersion" WHERE "userId" = ${userId}`;
    const newer = warmed ? await newestAfter(tx, attempt) : null;
    const conversation =
      attempt.conversationId === null || attempt.createsConversation
        ? null
        : await ownConversation(tx, ctx, attempt.conversationId);
    const user = await tx.userSettings.findUnique({ where: { userId } });
    const standing = storedSelection(conversation, user);
    const isSame = standing?.provider === to.provider && standing.model === to.model;
    const version = standing?.version ?? user?.selectionVersion ?? 0;
    // Equal targets that warmed together all reach their end, whoever was first.
    if (attempt.ifVersion !== undefined && attempt.ifVersion !== version && !(warmed && isSame))
      throw problem(
        "selection_changed",
        "The model was changed elsewhere in the meantime. Look at what is active now, and choose again.",
        {
          current: standing ?? attempt.from,
        },
      );
    const overtaken =
      newer && (attempt.conversationId === null || newer.conversationId === attempt.conversationId);
    if (overtaken && !isSame)
      throw problem("superseded", "A later choice took this one's place.", { current: standing });
    const written = await writeSelection(tx, {
      userId,
      to,
      user,
      conversation,
      // A newer choice of this user, in another chat, stays what new chats begin with.
      keepUser: newer !== null && attempt.conversationId !== null,
      createConversation: attempt.createsConversation ? attempt.conversationId : null,
    });
    if (attempt.summary && attempt.conversationId !== null && !attempt.createsConversation)
      await insertSummary(tx, {
        conversationId: attempt.conversationId,
        requestId: ctx.requestId,
        summary: attempt.summary,
      });
    const selection = written.conversation ?? written.user;
    const ended = {
      result: selection,
      committedMs: elapsedMs(attempt),
      readyMs: attempt.readyMs ?? elapsedMs(attempt),
      endedAt: new Date(),
    };
    let row: Switch;
    if (warmed) {
      const { count } = await tx.switch.updateMany({
        where: { id: attempt.id, state: { in: statesBefore("commit") } },
        data: { ...ended, state: stateAfter("commit"), conversationId: attempt.conversationId },
      });
      // Rolls back what was written above.
      if (!count) throw endedAlready;
      row = await tx.switch.findUniqueOrThrow({ where: { id: attempt.id } });
    } else row = await insertSwitch(tx, attempt, stateAfter("commit"), ended);
    const superseded = warmed ? [] : await supersedeOlder(tx, attempt, to);
    await auditAttempt(tx, attempt, "active", written.changed ? {} : { reason: "unchanged" });
    return { row, selection, written, superseded };
  }).catch((error: unknown) => {
    if (error === endedAlready) return null;
    throw error;
  });
}

function newestAfter(tx: Transaction, { ctx, createdAt }: Attempt) {
  return tx.switch.findFirst({
    where: { userId: ctx.actor.id, state: "active", createdAt: { gt: createdAt } },
    orderBy: { createdAt: "desc" },
    select: { conversationId: true },
  });
}

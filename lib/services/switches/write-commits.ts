import { appendAudits } from "@/lib/audit/append";
import type { Transaction } from "@/lib/db/client";
import type { Switch } from "@/lib/db/generated/client";
import { insertRows } from "@/lib/db/rows";
import { problem } from "@/lib/errors";
import { writeUserSelections } from "@/lib/services/selections/write-user-selections";
import type { UserColumns } from "@/lib/services/selections/stored-selection";
import { insertSummary } from "@/lib/services/summaries/insert-summary";
import { elapsedMs } from "@/lib/services/switches/attempt";
import { attemptEntry } from "@/lib/services/switches/audit-attempt";
import { newSwitch } from "@/lib/services/switches/insert-switch";
import type { CommitPlan } from "@/lib/services/switches/plan-commit";
import { supersede } from "@/lib/services/switches/supersede-older";
import { stateAfter, statesBefore } from "@/lib/services/switches/switch-state";

/** A commit that was written. */
export interface Committed extends CommitPlan {
  row: Switch;
  superseded: Switch[];
}

/** A switch that warmed was ended by somebody else: nothing of its commit may stay. */
export const endedAlready = Symbol("ended already");

/**
 * Writes commits: selections compared with the versions that were read, then switches, then their rows in the trail.
 * @param before the settings as they were read
 * @throws a unique violation when an idempotency key was used meanwhile, selection_changed when another process was faster,
 * `endedAlready`
 */
export async function writeCommits(
  tx: Transaction,
  plans: readonly CommitPlan[],
  { before, warmed }: { before: ReadonlyMap<string, UserColumns>; warmed: boolean },
): Promise<Committed[]> {
  await writeUsers(tx, plans, before);
  for (const plan of plans) await writeConversation(tx, plan);
  const committed: Committed[] = [];
  for (const plan of plans) {
    const superseded = await supersede(tx, plan.attempt, plan.overtaken);
    committed.push({ ...plan, superseded, row: activeSwitch(plan) });
  }
  const rows = committed.map(({ row }) => row);
  if (warmed) for (const row of rows) await endWarming(tx, row);
  else await insertRows(tx, "Switch", rows);
  await appendAudits(
    tx,
    plans.map(({ attempt, moved }) =>
      attemptEntry(attempt, "active", moved.changed ? {} : { reason: "unchanged" }),
    ),
  );
  return committed;
}

/** Each user once, with the last selection of all. */
async function writeUsers(
  tx: Transaction,
  plans: readonly CommitPlan[],
  before: ReadonlyMap<string, UserColumns>,
): Promise<void> {
  const last = new Map<string, UserColumns>();
  for (const { attempt, moved } of plans)
    if (moved.userColumns) last.set(attempt.ctx.actor.id, moved.userColumns);
  const moves = [...last].map(([userId, columns]) => ({ userId, columns, stood: before.get(userId) }));
  if (!(await writeUserSelections(tx, moves))) throw changedElsewhere();
}

async function writeConversation(
  tx: Transaction,
  { attempt, moved, conversationStood }: CommitPlan,
): Promise<void> {
  const { conversationId: id, createsConversation, ctx, summary } = attempt;
  if (id === null) return;
  const columns = moved.conversationColumns;
  const userId = ctx.actor.id;
  if (createsConversation) {
    if (columns) await tx.conversation.create({ data: { id, userId, ...columns } });
    return;
  }
  if (columns) {
    const { count } = await tx.conversation.updateMany({
      where: { id, userId, selectionVersion: conversationStood },
      data: columns,
    });
    if (!count) throw changedElsewhere();
  }
  if (summary) await insertSummary(tx, { conversationId: id, requestId: ctx.requestId, summary });
}

function activeSwitch({ attempt, selection }: CommitPlan): Switch {
  const committedMs = elapsedMs(attempt);
  return newSwitch(attempt, stateAfter("commit"), {
    result: selection,
    committedMs,
    readyMs: attempt.readyMs ?? committedMs,
    endedAt: new Date(),
  });
}

async function endWarming(tx: Transaction, row: Switch): Promise<void> {
  const { id, state, conversationId, from, result, committedMs, readyMs, endedAt } = row;
  const ended = { state, conversationId, committedMs, readyMs, endedAt };
  const { count } = await tx.switch.updateMany({
    where: { id, state: { in: statesBefore("commit") } },
    data: { ...ended, from: from ?? undefined, result: result ?? undefined },
  });
  if (!count) throw endedAlready;
}

const changedElsewhere = () =>
  problem("selection_changed", "The model was changed elsewhere at the same moment. Choose again.");

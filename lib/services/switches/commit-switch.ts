import { db, transaction, type Transaction } from "@/lib/db/client";
import { onDisk } from "@/lib/db/on-disk";
import type { Attempt } from "@/lib/services/switches/attempt";
import { readStand } from "@/lib/services/switches/commit-stand";
import { planCommit, type CommitPlan } from "@/lib/services/switches/plan-commit";
import { endedAlready, writeCommits, type Committed } from "@/lib/services/switches/write-commits";
import { inGroups } from "@/lib/shared/in-groups";
import { singleton } from "@/lib/shared/singleton";

/** A transaction keeps everybody else waiting for so many commits at most. */
const mostTogether = 100;

type Outcome = { committed: Committed } | { refusal: unknown };

/**
 * The commit: selection, switch and audit row in one transaction. Those that come while one is being written are written
 * together by the next: of a crowd each waits for two transactions, not for everybody's.
 * @throws what planCommit and writeCommits throw
 */
export async function commitSwitch(attempt: Attempt): Promise<Committed> {
  const outcome = await singleton("switch-commits", () => inGroups(commitTogether, mostTogether))(attempt);
  if ("refusal" in outcome) throw outcome.refusal;
  await onDisk();
  return outcome.committed;
}

/** Each attempt stands on what those before it left; one that is refused changes nothing for the others. */
function commitTogether(attempts: Attempt[]): Promise<Outcome[]> {
  // The next group need not wait for the disk: commitSwitch does.
  return db().$transaction(async (tx) => {
    const stand = await readStand(tx, attempts);
    const before = new Map(stand.settings);
    const planned = attempts.map((attempt): CommitPlan | { refusal: unknown } => {
      try {
        return planCommit(stand, attempt, null);
      } catch (refusal) {
        return { refusal };
      }
    });
    const plans = planned.filter((plan): plan is CommitPlan => !("refusal" in plan));
    const written = plans.length ? await writeCommits(tx, plans, { before, warmed: false }) : [];
    const committed = written.values();
    return planned.map((plan): Outcome => {
      if ("refusal" in plan) return plan;
      const { value } = committed.next();
      if (!value) throw new Error("a commit was not written");
      return { committed: value };
    });
  });
}

/**
 * The commit after a load, with the summary that was written for it. A switch that was ended meanwhile is not brought
 * back: null.
 * @throws what planCommit and writeCommits throw
 */
export async function commitWarmed(attempt: Attempt): Promise<Committed | null> {
  try {
    return await transaction(async (tx) => {
      const stand = await readStand(tx, [attempt]);
      const before = new Map(stand.settings);
      const plan = planCommit(stand, attempt, { newer: await newestAfter(tx, attempt) });
      const [committed] = await writeCommits(tx, [plan], { before, warmed: true });
      return committed ?? null;
    });
  } catch (error) {
    if (error === endedAlready) return null;
    throw error;
  }
}

function newestAfter(tx: Transaction, { ctx, createdAt }: Attempt) {
  return tx.switch.findFirst({
    where: { userId: ctx.actor.id, state: "active", createdAt: { gt: createdAt } },
    orderBy: { createdAt: "desc" },
    select: { conversationId: true },
  });
}

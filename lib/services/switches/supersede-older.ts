import { SwitchTarget } from "@/lib/contract/models";
import { Prisma, type Transaction } from "@/lib/db/client";
import type { Switch } from "@/lib/db/generated/client";
import { problem, problemJson, type ProblemError } from "@/lib/errors";
import type { Selection } from "@/lib/contract/selection";
import type { Attempt } from "@/lib/services/switches/attempt";
import { auditAttempt } from "@/lib/services/switches/audit-attempt";
import { attemptOf } from "@/lib/services/switches/attempt-of";
import { stateAfter } from "@/lib/services/switches/switch-state";

/** What these users still warm. */
export function findWarming(tx: Transaction, userIds: readonly string[]): Promise<Switch[]> {
  return tx.$queryRaw`SELECT * FROM "Switch" WHERE "state" = 'warming' AND "userId" IN (${Prisma.join([...userIds])})`;
}

/** Of what is warming: what an attempt overtakes, in the same scope for another model. The newest choice wins. */
export function overtakenBy(attempt: Attempt, to: SwitchTarget, warming: readonly Switch[]): Switch[] {
  return warming.filter((row) => {
    const target = SwitchTarget.parse(row.to);
    return (
      row.userId === attempt.ctx.actor.id &&
      row.conversationId === attempt.conversationId &&
      row.createdAt < attempt.createdAt &&
      row.id !== attempt.id &&
      (target.provider !== to.provider || target.model !== to.model)
    );
  });
}

/** Ends what an attempt overtook, each with its row in the trail. @returns the rows as they ended */
export async function supersede(
  tx: Transaction,
  attempt: Attempt,
  overtaken: readonly Switch[],
): Promise<Switch[]> {
  const ended: Switch[] = [];
  for (const row of overtaken) {
    const older = attemptOf(row, attempt.ctx);
    const error = superseded(row.id, null);
    const data = {
      state: stateAfter("supersede"),
      error: problemJson(error, row.requestId),
      endedAt: new Date(),
    };
    ended.push(await tx.switch.update({ where: { id: row.id }, data }));
    await auditAttempt(tx, older, "superseded");
  }
  return ended;
}

export function superseded(switchId: string, current: Selection | null): ProblemError {
  return problem("superseded", "A later choice took this one's place. Nothing was lost.", {
    switchId,
    current,
  });
}

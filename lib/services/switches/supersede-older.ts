import { SwitchTarget } from "@/lib/contract/models";
import type { Transaction } from "@/lib/db/client";
import type { Switch } from "@/lib/db/generated/client";
import { problem, problemJson, type ProblemError } from "@/lib/errors";
import type { Selection } from "@/lib/contract/selection";
import type { Attempt } from "@/lib/services/switches/attempt";
import { auditAttempt } from "@/lib/services/switches/audit-attempt";
import { attemptOf } from "@/lib/services/switches/attempt-of";
import { stateAfter } from "@/lib/services/switches/switch-state";

/** Ends what this user still warms in the same scope for another model: the newest choice wins. @returns the rows that it ended */
export async function supersedeOlder(tx: Transaction, attempt: Attempt, to: SwitchTarget): Promise<Switch[]> {
  const warming = await tx.switch.findMany({
    where: {
      userId: attempt.ctx.actor.id,
      state: "warming",
      conversationId: attempt.conversationId,
      createdAt: { lt: attempt.createdAt },
      id: { not: attempt.id },
    },
  });
  const ended: Switch[] = [];
  for (const row of warming) {
    const target = SwitchTarget.parse(row.to);
    if (target.provider === to.provider && target.model === to.model) continue;
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

import type { Selection } from "@/lib/contract/selection";
import { transaction, type Prisma } from "@/lib/db/client";
import type { Switch } from "@/lib/db/generated/client";
import { problem, problemJson, type ProblemError } from "@/lib/errors";
import { events } from "@/lib/events/bus";
import { storedSelection } from "@/lib/services/selections/stored-selection";
import type { Attempt } from "@/lib/services/switches/attempt";
import { auditAttempt, type SwitchOutcome } from "@/lib/services/switches/audit-attempt";
import { endRunning } from "@/lib/services/switches/running-switches";
import { switchRecord } from "@/lib/services/switches/switch-record";
import { stateAfter, statesBefore } from "@/lib/services/switches/switch-state";

/**
 * Ends a warming switch without a commit: its state and its row in the trail in one transaction; the old selection was
 * never given up. Tells tabs and waiters.
 * @returns false when it had ended already
 */
export async function endSwitch(
  attempt: Attempt,
  step: "fail" | "supersede" | "cancel",
  error: ProblemError,
  outcome: SwitchOutcome,
): Promise<boolean> {
  const { id, ctx } = attempt;
  const ended = await transaction(async (tx): Promise<{ row: Switch; told: ProblemError } | null> => {
    const { count } = await tx.switch.updateMany({
      where: { id, state: { in: statesBefore(step) } },
      data: { state: stateAfter(step) },
    });
    if (!count) return null;
    const conversation =
      attempt.conversationId === null
        ? null
        : await tx.conversation.findFirst({ where: { id: attempt.conversationId, userId: ctx.actor.id } });
    const user = await tx.userSettings.findUnique({ where: { userId: ctx.actor.id } });
    const current: Selection | null = storedSelection(conversation, user) ?? attempt.from;
    const told = problem(
      error.code,
      error.message,
      { ...error.members, switchId: id, current },
      error.headers,
    );
    const row = await tx.switch.update({
      where: { id },
      data: {
        error: problemJson(told, ctx.requestId) as Prisma.InputJsonObject,
        ...(current && { result: current }),
        endedAt: new Date(),
      },
    });
    await auditAttempt(tx, attempt, outcome, { reason: error.code });
    return { row, told };
  });
  if (!ended) return false;
  events().publish(ctx.actor.id, { name: `switch.${stateAfter(step)}`, data: switchRecord(ended.row) });
  endRunning(id, ended.told);
  return true;
}

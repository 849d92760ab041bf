import type { SwitchState } from "@/lib/contract/models";
import type { Prisma, Transaction } from "@/lib/db/client";
import type { Switch } from "@/lib/db/generated/client";
import type { Attempt } from "@/lib/services/switches/attempt";

/** The row of a switch, from its attempt. @throws P2002 when its idempotency key was used meanwhile */
export function insertSwitch(
  tx: Transaction,
  attempt: Attempt,
  state: SwitchState,
  more: Partial<Prisma.SwitchUncheckedCreateInput> = {},
): Promise<Switch> {
  const { id, ctx, conversationId, createsConversation, from, to, createdAt } = attempt;
  if (!to) throw new Error("a switch without a target has no row");
  return tx.switch.create({
    data: {
      id,
      userId: ctx.actor.id,
      conversationId: createsConversation && state !== "active" ? null : conversationId,
      state,
      ...(from && { from }),
      to,
      undoes: attempt.undoes,
      idempotencyKey: attempt.idempotencyKey,
      bodyHash: attempt.bodyHash,
      requestId: ctx.requestId,
      createdAt,
      ...more,
    },
  });
}

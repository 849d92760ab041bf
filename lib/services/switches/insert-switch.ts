import type { SwitchState } from "@/lib/contract/models";
import type { Transaction } from "@/lib/db/client";
import type { Switch } from "@/lib/db/generated/client";
import { insertRows } from "@/lib/db/rows";
import type { Attempt } from "@/lib/services/switches/attempt";

/** How a switch ended, as its row keeps it. */
export type SwitchEnd = Partial<Pick<Switch, "result" | "error" | "committedMs" | "readyMs" | "endedAt">>;

/** The row of a switch, from its attempt. */
export function newSwitch(attempt: Attempt, state: SwitchState, end: SwitchEnd = {}): Switch {
  const { id, ctx, conversationId, createsConversation, from, to, createdAt } = attempt;
  if (!to) throw new Error("a switch without a target has no row");
  return {
    id,
    userId: ctx.actor.id,
    conversationId: createsConversation && state !== "active" ? null : conversationId,
    state,
    from,
    to,
    result: null,
    error: null,
    undoes: attempt.undoes,
    idempotencyKey: attempt.idempotencyKey,
    bodyHash: attempt.bodyHash,
    committedMs: null,
    readyMs: null,
    firstTokenMs: null,
    requestId: ctx.requestId,
    createdAt,
    endedAt: null,
    ...end,
  };
}

/** @throws a unique violation when its idempotency key was used meanwhile */
export async function insertSwitch(
  tx: Transaction,
  attempt: Attempt,
  state: SwitchState,
  end: SwitchEnd = {},
): Promise<Switch> {
  const row = newSwitch(attempt, state, end);
  await insertRows(tx, "Switch", [row]);
  return row;
}

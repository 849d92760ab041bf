import type { Context } from "@/lib/access/actor";
import { appendAudit, type AuditEntry } from "@/lib/audit/append";
import type { Transaction } from "@/lib/db/client";
import { policies } from "@/lib/limits/policies";
import { elapsedMs, type Attempt } from "@/lib/services/switches/attempt";

/** How an attempt ended, as the trail says it. */
export type SwitchOutcome =
  | "active"
  | "denied"
  | "rolled_back"
  | "superseded"
  | "cancelled"
  | "conflict"
  | "not_found"
  | "incompatible"
  | "rate_limited";

interface More {
  reason?: string;
  replayOf?: string;
}

/** The one row of an attempt, in the transaction that ends it. */
export function auditAttempt(
  tx: Transaction,
  attempt: Attempt,
  outcome: SwitchOutcome,
  more: More = {},
): Promise<void> {
  const { ctx, entry } = attemptEntry(attempt, outcome, more);
  return appendAudit(tx, ctx, entry);
}

/** What that row says. */
export function attemptEntry(
  attempt: Attempt,
  outcome: SwitchOutcome,
  more: More = {},
): { ctx: Context; entry: AuditEntry } {
  const { ctx, to, from } = attempt;
  const endedMs = elapsedMs(attempt);
  const limit = ctx.limits?.find(({ policy }) => policy === "switch.user");
  const entry: AuditEntry = {
    action: "model.switch",
    outcome,
    target: attempt.label,
    ...(from && { from }),
    ...(to && { to }),
    ...(more.reason && { reason: more.reason }),
    details: {
      switchId: attempt.id,
      accountTier: ctx.actor.accountTier,
      ...(attempt.rule !== null && { rule: attempt.rule }),
      ...(ctx.flags?.["tier-selector"] && { flag: ctx.flags["tier-selector"] }),
      elapsedMs: endedMs,
      timings: {
        authorizedMs: attempt.authorizedMs,
        readyMs: attempt.readyMs ?? (outcome === "active" ? endedMs : null),
        committedMs: outcome === "active" ? endedMs : null,
      },
      ...(attempt.readyMs !== null && { readyMs: attempt.readyMs }),
      ...(attempt.conversationId !== null && { conversationId: attempt.conversationId }),
      ...(attempt.undoes !== null && { undoes: attempt.undoes }),
      ...(more.replayOf && { replayOf: more.replayOf }),
      ...(limit && {
        limit: {
          policy: policies[limit.policy].name,
          quota: limit.quota,
          remaining: limit.remaining,
          store: limit.store,
        },
      }),
    },
  };
  return { ctx, entry };
}

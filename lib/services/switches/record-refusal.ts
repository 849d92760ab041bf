import type { Prisma } from "@/lib/db/client";
import { transaction } from "@/lib/db/client";
import type { ProblemCode } from "@/lib/contract/problem";
import { isProblemError, problem, problemJson } from "@/lib/errors";
import type { Attempt } from "@/lib/services/switches/attempt";
import { auditAttempt, type SwitchOutcome } from "@/lib/services/switches/audit-attempt";
import { insertSwitch } from "@/lib/services/switches/insert-switch";
import { log } from "@/lib/telemetry/log";

/** How the trail calls a problem that an attempt ended with. */
export function outcomeOf(code: ProblemCode): SwitchOutcome {
  switch (code) {
    case "tier_locked":
    case "forbidden":
    case "feature_off":
      return "denied";
    case "not_found":
    case "invalid_request":
      return "not_found";
    case "selection_changed":
    case "idempotency_conflict":
    case "nothing_to_undo":
    case "version_conflict":
      return "conflict";
    case "incompatible_conversation":
      return "incompatible";
    case "rate_limited":
      return "rate_limited";
    case "superseded":
      return "superseded";
    case "cancelled":
      return "cancelled";
    default:
      return "rolled_back";
  }
}

/**
 * The trail's row of an attempt that ended before it warmed. Denials and failed targets are switches too, that can be
 * looked up; the others leave only the row.
 * @returns the error that the client is told
 */
export async function recordRefusal(attempt: Attempt, error: unknown): Promise<unknown> {
  const code = isProblemError(error) ? error.code : "internal";
  // The limit keeps its own rows.
  if (code === "rate_limited") return error;
  const outcome = outcomeOf(code);
  const state = outcome === "denied" || outcome === "rolled_back" ? outcome : null;
  const { id, from, to } = attempt;
  const told =
    isProblemError(error) && state && to
      ? problem(error.code, error.message, { ...error.members, switchId: id, current: from }, error.headers)
      : error;
  const write = () =>
    transaction(async (tx) => {
      if (state && to)
        await insertSwitch(tx, attempt, state, {
          ...(from && { result: from }),
          error: problemJson(told, attempt.ctx.requestId) as Prisma.JsonObject,
          endedAt: new Date(),
        });
      await auditAttempt(tx, attempt, outcome, { reason: code });
    });
  // Nothing was changed; without its row the refusal itself still stands, and an unexpected error must not hide behind another.
  await write().catch((cause: unknown) =>
    log().error({ err: cause }, "a refused switch is not in the trail"),
  );
  return told;
}

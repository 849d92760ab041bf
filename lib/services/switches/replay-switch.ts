import { problemTable, type ProblemCode } from "@/lib/contract/problem";
import { Selection } from "@/lib/contract/selection";
import { SwitchTarget } from "@/lib/contract/models";
import { db, transaction } from "@/lib/db/client";
import type { Switch } from "@/lib/db/generated/client";
import { problem } from "@/lib/errors";
import type { Attempt, SwitchRequest } from "@/lib/services/switches/attempt";
import { auditAttempt, type SwitchOutcome } from "@/lib/services/switches/audit-attempt";
import { recordRefusal } from "@/lib/services/switches/record-refusal";
import { runningSwitches, type Answer } from "@/lib/services/switches/running-switches";
import { waitForOutcome, warmingAnswer } from "@/lib/services/switches/wait-for-outcome";

const keptMs = 24 * 3_600_000;

/**
 * The switch that this user's idempotency key already stands for; null for a new key.
 * @throws idempotency_conflict when it stands for another request
 */
export async function findReplay(attempt: Attempt): Promise<Switch | null> {
  const { idempotencyKey, ctx } = attempt;
  if (idempotencyKey === null) return null;
  const userId = ctx.actor.id;
  const row = await db().switch.findUnique({
    where: { userId_idempotencyKey: { userId, idempotencyKey } },
  });
  if (!row) return null;
  if (Date.now() - row.createdAt.getTime() > keptMs) {
    await db().switch.updateMany({ where: { id: row.id }, data: { idempotencyKey: null } });
    return null;
  }
  if (row.bodyHash === attempt.bodyHash) return row;
  const conflict = problem(
    "idempotency_conflict",
    "This idempotency key was used for another switch. Nothing was changed; use a fresh key.",
  );
  throw await recordRefusal(attempt, conflict);
}

/** The stored answer, or the outcome of the switch that still warms. */
export async function answerReplay(
  attempt: Attempt,
  row: Switch,
  { respondAsync }: Pick<SwitchRequest, "respondAsync">,
): Promise<Answer> {
  const running = runningSwitches().get(row.id);
  if (running) {
    void running.outcome.catch(() => {}).then(() => auditReplay(attempt, row.id));
    return respondAsync ? warmingAnswer(running) : waitForOutcome(running);
  }
  await auditReplay(attempt, row.id);
  const to = SwitchTarget.parse(row.to);
  const base = { success: true as const, provider: to.provider, model: to.model, switchId: row.id };
  if (row.error !== null) throw storedProblem(row.error);
  if (row.state === "warming") return { ...base, state: "warming", etaMs: null, queuePosition: null };
  const selection = Selection.nullable().parse(row.result);
  if (row.state === "cancelled")
    return {
      ...base,
      state: "cancelled",
      ...(selection && { provider: selection.provider, model: selection.model, selection }),
    };
  return { ...base, state: "active", ...(selection && { selection }) };
}

async function auditReplay(attempt: Attempt, switchId: string): Promise<void> {
  const row = await db().switch.findUniqueOrThrow({ where: { id: switchId } });
  const to = SwitchTarget.parse(row.to);
  const replay = { ...attempt, to, from: Selection.nullable().parse(row.from) };
  await transaction((tx) =>
    auditAttempt(tx, replay, row.state as SwitchOutcome, { reason: "replayed", replayOf: switchId }),
  );
}

/** A problem that was stored as JSON, as it was. */
function storedProblem(json: unknown) {
  const {
    type: _type,
    title: _title,
    status: _status,
    detail,
    code,
    requestId: _id,
    ...members
  } = json as Record<string, unknown>;
  const known = typeof code === "string" && code in problemTable ? (code as ProblemCode) : "internal";
  return problem(known, String(detail), members);
}

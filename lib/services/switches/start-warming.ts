import { transaction } from "@/lib/db/client";
import { events } from "@/lib/events/bus";
import { catalogue } from "@/lib/providers/catalogue";
import { engineProblem } from "@/lib/providers/engine-problem";
import type { Provider, WaitState } from "@/lib/providers/provider";
import type { Attempt } from "@/lib/services/switches/attempt";
import { assertStillEntitled } from "@/lib/services/switches/assert-still-entitled";
import { findMisfits, type MisfitReasons } from "@/lib/services/switches/check-fit";
import { commitWarmed } from "@/lib/services/switches/commit-switch";
import { endSwitch } from "@/lib/services/switches/end-switch";
import { insertSwitch } from "@/lib/services/switches/insert-switch";
import { outcomeOf } from "@/lib/services/switches/record-refusal";
import { beginRunning, runningSwitches, type RunningSwitch } from "@/lib/services/switches/running-switches";
import { settleMisfit, type MisfitPlan } from "@/lib/services/switches/settle-misfit";
import { findWarming, overtakenBy, supersede } from "@/lib/services/switches/supersede-older";
import { switchRecord } from "@/lib/services/switches/switch-record";
import { committedAnswer, tellCommitted, tellSuperseded } from "@/lib/services/switches/tell-committed";
import { warmUp } from "@/lib/services/switches/warm-up";
import { log } from "@/lib/telemetry/log";
import type { Switch } from "@/lib/db/generated/client";

/** A load that takes longer than this has failed. */
const longestLoadMs = 15 * 60_000;
const eventEveryMs = 100;

export interface WarmPlan {
  provider: Provider;
  /** How long the load takes, if that is known. */
  wait: WaitState;
  plan: MisfitPlan;
  /** What is known not to fit already. */
  reasons: MisfitReasons;
}

/** Puts the switch down as warming, ends older wishes of its scope, and warms it whether or not its client stays. */
export async function startWarming(
  attempt: Attempt,
  { provider, wait, plan, reasons }: WarmPlan,
): Promise<RunningSwitch> {
  const { to, ctx } = attempt;
  if (!to) throw new Error("a switch without a target can not warm");
  const running = beginRunning(attempt, wait);
  let row: Switch;
  try {
    const begun = await transaction(async (tx) => {
      const row = await insertSwitch(tx, attempt, "warming");
      const overtaken = overtakenBy(attempt, to, await findWarming(tx, [ctx.actor.id]));
      return { row, older: await supersede(tx, attempt, overtaken) };
    });
    row = begun.row;
    tellSuperseded(ctx.actor.id, begun.older, attempt.from);
  } catch (error) {
    runningSwitches().delete(attempt.id);
    throw error;
  }
  void warm(running, { provider, plan, reasons }, row).catch((error: unknown) =>
    log().error({ err: error, switchId: attempt.id }, "a warming switch could not be ended"),
  );
  return running;
}

async function warm(
  running: RunningSwitch,
  { provider, plan, reasons }: Omit<WarmPlan, "wait">,
  row: Switch,
): Promise<void> {
  const { attempt, withdraw } = running;
  const userId = attempt.ctx.actor.id;
  const { model } = plan.target;
  try {
    const tell = warmingEvents(userId, row);
    tell(running.wait);
    // Before the load: it may be the model that writes the summary which has to make room.
    if (reasons.length) await settleMisfit(attempt, plan, reasons, withdraw.signal);
    await warmUp(userId, provider, model, {
      signal: AbortSignal.any([withdraw.signal, AbortSignal.timeout(longestLoadMs)]),
      ticket: attempt.id,
      onWait: (state) => {
        running.wait = state;
        tell(state);
      },
    });
    attempt.readyMs = Math.round(performance.now() - attempt.begunMs);
    void catalogue().refresh(provider.id);
    await assertStillEntitled(attempt);
    await settleLateMisfit(attempt, plan, reasons, withdraw.signal);
    const committed = await commitWarmed(attempt);
    // Cancelled or superseded in the last moment: whoever did that told the waiters.
    if (!committed) return;
    runningSwitches().delete(attempt.id);
    tellCommitted(attempt, committed);
    running.resolve(committedAnswer(attempt, committed));
  } catch (error) {
    if (withdraw.signal.aborted) return;
    const failure = engineProblem(provider, error);
    const steps: Partial<Record<typeof failure.code, "supersede" | "cancel">> = {
      superseded: "supersede",
      cancelled: "cancel",
    };
    const step = steps[failure.code] ?? "fail";
    await endSwitch(attempt, step, failure, outcomeOf(failure.code));
  }
}

/** A model that is loaded counts with its own tokenizer, where an estimate had let the conversation pass. */
async function settleLateMisfit(
  attempt: Attempt,
  plan: MisfitPlan,
  known: MisfitReasons,
  signal: AbortSignal,
): Promise<void> {
  if (known.length || attempt.conversationId === null || attempt.createsConversation) return;
  const reasons = await findMisfits(attempt.conversationId, plan.target);
  if (reasons.length) await settleMisfit(attempt, plan, reasons, signal);
}

/** `switch.warming`, at most ten a second. */
function warmingEvents(userId: string, row: Switch): (wait: RunningSwitch["wait"]) => void {
  let lastMs = 0;
  return ({ progress, etaMs, etaP90Ms, position }) => {
    const now = performance.now();
    if (lastMs && now - lastMs < eventEveryMs) return;
    lastMs = now;
    events().publish(userId, {
      name: "switch.warming",
      data: {
        ...switchRecord(row),
        etaMs,
        etaP90Ms,
        queuePosition: position ?? null,
        ...(progress !== undefined && { progress }),
      },
    });
  };
}

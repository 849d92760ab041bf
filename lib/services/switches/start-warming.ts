import { transaction } from "@/lib/db/client";
import { events } from "@/lib/events/bus";
import { catalogue } from "@/lib/providers/catalogue";
import { engineProblem } from "@/lib/providers/engine-problem";
import type { Provider } from "@/lib/providers/provider";
import type { Attempt } from "@/lib/services/switches/attempt";
import { assertStillEntitled } from "@/lib/services/switches/assert-still-entitled";
import { commitSwitch } from "@/lib/services/switches/commit-switch";
import { endSwitch } from "@/lib/services/switches/end-switch";
import { insertSwitch } from "@/lib/services/switches/insert-switch";
import { outcomeOf } from "@/lib/services/switches/record-refusal";
import { beginRunning, runningSwitches, type RunningSwitch } from "@/lib/services/switches/running-switches";
import { supersedeOlder } from "@/lib/services/switches/supersede-older";
import { switchRecord } from "@/lib/services/switches/switch-record";
import { committedAnswer, tellCommitted, tellSuperseded } from "@/lib/services/switches/tell-committed";
import { warmUp } from "@/lib/services/switches/warm-up";
import { log } from "@/lib/telemetry/log";
import type { Switch } from "@/lib/db/generated/client";

/** A load that takes longer than this has failed. */
const longestLoadMs = 15 * 60_000;
const eventEveryMs = 100;

/** Puts the switch down as warming, ends older wishes of its scope, and warms it whether or not its client stays. */
export async function startWarming(
  attempt: Attempt,
  provider: Provider,
  etaMs: number | null,
): Promise<RunningSwitch> {
  const { to, ctx } = attempt;
  if (!to) throw new Error("a switch without a target can not warm");
  const running = beginRunning(attempt, etaMs);
  let row: Switch;
  try {
    const begun = await transaction(async (tx) => ({
      row: await insertSwitch(tx, attempt, "warming"),
      older: await supersedeOlder(tx, attempt, to),
    }));
    row = begun.row;
    tellSuperseded(ctx.actor.id, begun.older, attempt.from);
  } catch (error) {
    runningSwitches().delete(attempt.id);
    throw error;
  }
  void warm(running, provider, to.model, row).catch((error: unknown) =>
    log().error({ err: error, switchId: attempt.id }, "a warming switch could not be ended"),
  );
  return running;
}

async function warm(running: RunningSwitch, provider: Provider, model: string, row: Switch): Promise<void> {
  const { attempt, withdraw } = running;
  const userId = attempt.ctx.actor.id;
  try {
    const tell = warmingEvents(userId, row);
    tell({ etaMs: running.wait.etaMs });
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
    const committed = await commitSwitch(attempt, true);
    // Cancelled or superseded in the last moment: whoever did that told the waiters.
    if (!committed) return;
    runningSwitches().delete(attempt.id);
    tellCommitted(attempt, committed);
    running.resolve(committedAnswer(attempt, committed));
  } catch (error) {
    if (withdraw.signal.aborted) return;
    const failure = engineProblem(provider, error);
    const step = failure.code === "superseded" ? "supersede" : "fail";
    await endSwitch(attempt, step, failure, outcomeOf(failure.code));
  }
}

/** `switch.warming`, at most ten a second. */
function warmingEvents(userId: string, row: Switch): (wait: RunningSwitch["wait"]) => void {
  let lastMs = 0;
  return ({ progress, etaMs, position }) => {
    const now = performance.now();
    if (lastMs && now - lastMs < eventEveryMs) return;
    lastMs = now;
    events().publish(userId, {
      name: "switch.warming",
      data: {
        ...switchRecord(row),
        etaMs,
        queuePosition: position ?? null,
        ...(progress !== undefined && { progress }),
      },
    });
  };
}

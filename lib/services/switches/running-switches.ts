import type { SwitchAnswer } from "@/lib/contract/models";
import type { ProblemError } from "@/lib/errors";
import type { WaitState } from "@/lib/providers/provider";
import type { Attempt } from "@/lib/services/switches/attempt";
import { singleton } from "@/lib/shared/singleton";
import type { z } from "zod";

export type Answer = z.infer<typeof SwitchAnswer>;

/** A switch that is warming in this process. It outlives the request that began it. */
export interface RunningSwitch {
  attempt: Attempt;
  /** Its end: the answer, or the problem that it ended with. */
  outcome: Promise<Answer>;
  resolve: (answer: Answer) => void;
  reject: (error: ProblemError) => void;
  /** Withdraws the wish for its model. */
  withdraw: AbortController;
  wait: WaitState;
}

export const runningSwitches = () => singleton("running-switches", () => new Map<string, RunningSwitch>());

export function beginRunning(attempt: Attempt, wait: WaitState): RunningSwitch {
  let resolve: RunningSwitch["resolve"] = () => {};
  let reject: RunningSwitch["reject"] = () => {};
  const outcome = new Promise<Answer>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  // Nobody may be waiting any more.
  outcome.catch(() => {});
  const running = { attempt, outcome, resolve, reject, withdraw: new AbortController(), wait };
  runningSwitches().set(attempt.id, running);
  return running;
}

/** Tells whoever waits that the switch ended otherwise than it wished. */
export function endRunning(switchId: string, error: ProblemError): void {
  const running = runningSwitches().get(switchId);
  if (!running) return;
  runningSwitches().delete(switchId);
  running.reject(error);
  running.withdraw.abort();
}

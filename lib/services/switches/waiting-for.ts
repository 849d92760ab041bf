import type { WaitState } from "@/lib/providers/provider";
import { runningSwitches } from "@/lib/services/switches/running-switches";

/** Where this user's own switch to a model stands in line; undefined when none warms. */
export function waitingFor(userId: string, provider: string, model: string): WaitState | undefined {
  for (const { attempt, wait } of runningSwitches().values())
    if (attempt.ctx.actor.id === userId && attempt.to?.provider === provider && attempt.to.model === model)
      return wait;
  return undefined;
}

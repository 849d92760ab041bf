import {
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleWhen,
  type CircuitBreakerPolicy,
} from "cockatiel";
import { isEngineFailure } from "@/lib/providers/engine-problem";
import { singleton } from "@/lib/shared/singleton";

const failuresToOpen = 5;
const openMs = 10_000;

/**
 * One breaker per provider, around whole answers: it counts that streams complete, not that they begin. Open, a dead
 * provider fails at once; after ten seconds one answer is let through as a probe.
 */
export function breakerOf(providerId: string): CircuitBreakerPolicy {
  const breakers = singleton("breakers", () => new Map<string, CircuitBreakerPolicy>());
  const known = breakers.get(providerId);
  if (known) return known;
  const made = circuitBreaker(handleWhen(isEngineFailure), {
    halfOpenAfter: openMs,
    breaker: new ConsecutiveBreaker(failuresToOpen),
  });
  breakers.set(providerId, made);
  return made;
}

/** Whether answers are refused at once. */
export function isBreakerOpen(providerId: string): boolean {
  return breakerOf(providerId).state === CircuitState.Open;
}

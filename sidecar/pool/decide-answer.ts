import type { Step } from "./events";

/** 5 An answer has ended, for whatever reason: its lease is given back. */
export function endAnswer(step: Step, ticket: string): void {
  for (const model of Object.values(step.pool.models)) {
    const lease = model.leases.find((held) => held.ticket === ticket);
    if (!lease) continue;
    model.leases = model.leases.filter((held) => held !== lease);
    model.lastUsedAtMs = step.atMs;
    model.failures = 0;
    step.pool.answerMs = 0.8 * step.pool.answerMs + 0.2 * Math.max(0, step.atMs - lease.sinceMs);
  }
}

import type { Step } from "./events";

/** Durations that estimates look back on. */
const keptAnswers = 32;

/** 5 An answer has ended, for whatever reason: its lease is given back. */
export function endAnswer(step: Step, ticket: string): void {
  for (const model of Object.values(step.pool.models)) {
    const lease = model.leases.find((held) => held.ticket === ticket);
    if (!lease) continue;
    model.leases = model.leases.filter((held) => held !== lease);
    model.lastUsedAtMs = step.atMs;
    model.failures = 0;
    const ms = Math.max(0, step.atMs - lease.sinceMs);
    step.pool.answersMs = [...step.pool.answersMs, ms].slice(-keptAnswers);
  }
}

import type { Step } from "./events";
import type { PoolError, PoolModel } from "./state";

/** Ends a ticket's wait without a result. */
export function refuse(step: Step, ticket: string, error: PoolError): void {
  step.pool.waiting = step.pool.waiting.filter((waiting) => waiting.id !== ticket);
  step.commands.push({ type: "refuse", ticket, error });
}

/** Ends the wait of everybody who waits for this model. */
export function refuseWaiters(step: Step, model: string, error: PoolError): void {
  for (const ticket of step.pool.waiting.filter((waiting) => waiting.model === model))
    refuse(step, ticket.id, error);
}

/** Ends running answers early. Only for a forced unload, a dead runner and the shutdown deadline. */
export function breakLeases(step: Step, model: PoolModel, error: PoolError): void {
  for (const lease of model.leases) {
    step.commands.push({ type: "break-lease", ticket: lease.ticket, model: model.name, error });
  }
  model.leases = [];
}

import type { Step } from "./events";
import type { PoolModel, Urgency, WaitingTicket } from "./state";

/** Models that such tickets wait for and that could begin to load, with their oldest such ticket, in its order. */
export function waitedFor(
  { pool, atMs }: Step,
  urgencies: Urgency[],
): { model: PoolModel; oldest: WaitingTicket }[] {
  const seen = new Map<string, { model: PoolModel; oldest: WaitingTicket }>();
  const leaving = Object.values(pool.models).some(({ status }) => status === "unloading");
  for (const ticket of pool.waiting) {
    const model = pool.models[ticket.model];
    if (!model || seen.has(model.name) || !urgencies.includes(ticket.urgency)) continue;
    const startable = model.status === "cold" || (model.status === "failed" && model.retryAtMs <= atMs);
    // A second try is worth something only with the memory of those who leave for it.
    if (startable && !(model.secondTry && leaving)) seen.set(model.name, { model, oldest: ticket });
  }
  return [...seen.values()];
}

import type { Step } from "./events";
import { noteUse } from "./likelihood";
import type { PoolModel, WaitingTicket } from "./state";

/** 10.4 Hands loaded models over to those who wait for them, as far as there are sequences. */
export function handOver(step: Step): void {
  for (const model of Object.values(step.pool.models)) {
    let ticket = nextTicket(step, model);
    while (ticket) {
      give(step, model, ticket);
      ticket = nextTicket(step, model);
    }
    if (!step.pool.waiting.some((waiting) => waiting.model === model.name)) model.served = {};
  }
}

function give(step: Step, model: PoolModel, ticket: WaitingTicket): void {
  step.pool.waiting = step.pool.waiting.filter((waiting) => waiting.id !== ticket.id);
  if (ticket.urgency === "request") noteWish(step, model);
  if (ticket.kind !== "load") {
    model.used = true;
    model.leases.push({ ticket: ticket.id, fairnessKey: ticket.fairnessKey, sinceMs: step.atMs });
    model.served[ticket.fairnessKey] = 1 + Math.max(0, ...Object.values(model.served));
  }
  step.commands.push({ type: "hand-over", ticket: ticket.id, model: model.name, loadId: model.loadId });
}

/** Somebody wanted it: who only foresaw that somebody might does not count. */
function noteWish({ pool, atMs }: Step, model: PoolModel): void {
  model.lastUsedAtMs = atMs;
  noteUse(model, atMs, pool.limits.likelihoodHalfLifeMs);
  if (!model.foreseen) return;
  model.foreseen = false;
  pool.tally.foreseenUsed += 1;
}

/**
 * Who is next for this model. A load ticket needs no sequence. Otherwise: the key with the fewest running
 * answers, then the one served longest ago, then the oldest ticket.
 */
function nextTicket(step: Step, model: PoolModel): WaitingTicket | undefined {
  const mine = step.pool.waiting.filter((ticket) => ticket.model === model.name && admitted(model, ticket));
  const load = mine.find((ticket) => ticket.kind === "load");
  if (load) return load;
  if (model.leases.length >= (model.shape?.sequences ?? 0)) return undefined;
  const rank = (ticket: WaitingTicket): [number, number, number] => [
    model.leases.filter((lease) => lease.fairnessKey === ticket.fairnessKey).length,
    model.served[ticket.fairnessKey] ?? 0,
    ticket.order,
  ];
  return mine.reduce<WaitingTicket | undefined>(
    (best, ticket) => (best && compare(rank(best), rank(ticket)) <= 0 ? best : ticket),
    undefined,
  );
}

/** A draining model takes nobody new, save those who came before the one for whom it is evicted. */
function admitted(model: PoolModel, ticket: WaitingTicket): boolean {
  if (model.status === "ready") return true;
  return (
    model.status === "draining" && model.drain?.reason === "evict" && ticket.order < model.drain.beforeOrder
  );
}

function compare(left: [number, number, number], right: [number, number, number]): number {
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

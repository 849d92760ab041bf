import { queueEtaMs } from "./eta";
import type { PoolEvent, Step } from "./events";
import { cannotEverFit } from "./misfit";
import { refuse } from "./end-ticket";
import { modelOf, type Pool, type PoolError, type PoolModel, type WaitingTicket } from "./state";

type Arrival = Extract<PoolEvent, { type: "ticket-arrived" }>;

/** 1 A ticket arrives. */
export function arrive(step: Step, event: Arrival): void {
  const { pool, atMs } = step;
  const model = modelOf(pool, event.ticket.model);
  model.shapes = event.shapes;
  model.loadEtaMs = event.loadEtaMs;
  model.loadEtaP90Ms = event.loadEtaP90Ms;
  model.reloadMs = event.reloadMs;
  // A second try is for those who waited at the first one.
  if (!pool.waiting.some((ticket) => ticket.model === model.name)) model.secondTry = false;
  const ticket = { ...event.ticket, arrivedAtMs: atMs, order: pool.nextOrder++ };

  const error = refusal(step, model, ticket);
  if (error) return refuse(step, ticket.id, error);

  // 1.6 Otherwise it waits; `settle` serves it in the same breath when it can.
  pool.waiting.push(ticket);
  if (ticket.urgency !== "request") return;
  model.dismissed = false;
  pool.tally.requests += 1;
  if (model.status === "ready") pool.tally.found += 1;
}

function refusal({ pool, atMs }: Step, model: PoolModel, ticket: WaitingTicket): PoolError | null {
  // 1.1 The sidecar is closing.
  if (pool.closing) return { code: "shutting_down", message: "The model server is shutting down." };

  // 1.2 The queue is full, and this ticket would have to stand in it.
  if (!servedAtOnce(pool, model, ticket) && queueIsFull(pool, ticket)) {
    const retryAfterMs = Math.min(60_000, Math.max(1_000, queueEtaMs(pool, atMs)));
    return { code: "queue_full", message: "Too many requests are waiting for a model.", retryAfterMs };
  }

  // 1.3 It can never fit, whatever is evicted.
  const misfit = model.reservedBytes === 0 ? cannotEverFit(pool, model) : null;
  if (misfit) return misfit;

  // 1.4 The last load failed, and the back-off is longer than a person would wait.
  const backoffMs = model.status === "failed" ? Math.max(0, model.retryAtMs - atMs) : 0;
  if (model.error && backoffMs > pool.limits.backoffPatienceMs)
    return { ...model.error, retryAfterMs: backoffMs };

  // 1.5 Nobody has asked for it, and it failed or was unloaded on request: it is not loaded for nobody.
  if (ticket.urgency === "request") return null;
  if (model.error) return { ...model.error, retryAfterMs: backoffMs };
  if (!model.dismissed) return null;
  return {
    code: "cancelled",
    message: `${model.name} was unloaded on request; it waits for somebody to ask for it.`,
  };
}

function servedAtOnce(pool: Pool, model: PoolModel, { kind }: WaitingTicket): boolean {
  if (model.status !== "ready") return false;
  if (kind === "load") return true;
  return (
    model.leases.length < (model.shape?.sequences ?? 0) &&
    !pool.waiting.some((ticket) => ticket.model === model.name)
  );
}

/** Warm-ups have a small queue of their own; preloads come once, at the start. */
function queueIsFull(pool: Pool, { urgency, fairnessKey }: WaitingTicket): boolean {
  if (urgency === "preload") return false;
  const line = pool.waiting.filter((ticket) => ticket.urgency === urgency);
  if (urgency === "warm-up") return line.length >= pool.limits.maxWarmUps;
  if (line.length >= pool.limits.maxQueue) return true;
  if (fairnessKey === "") return false;
  const own = line.filter((ticket) => ticket.fairnessKey === fairnessKey);
  return own.length >= pool.limits.maxQueuePerKey;
}

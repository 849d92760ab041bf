import { queueEtaMs } from "./eta";
import type { PoolEvent, Step } from "./events";
import { cannotEverFit } from "./place";
import { refuse } from "./end-ticket";
import { modelOf, type Pool, type PoolModel } from "./state";

type Arrival = Extract<PoolEvent, { type: "ticket-arrived" }>;

/** 1 A ticket arrives. */
export function arrive(step: Step, event: Arrival): void {
  const { pool, atMs } = step;
  const model = modelOf(pool, event.ticket.model);
  model.shapes = event.shapes;
  model.loadEtaMs = event.loadEtaMs;
  model.reloadMs = event.reloadMs;
  const ticket = { ...event.ticket, arrivedAtMs: atMs, order: pool.nextOrder++ };

  // 1.1 The sidecar is closing.
  if (pool.closing)
    return refuse(step, ticket.id, { code: "shutting_down", message: "The model server is shutting down." });

  // 1.2 The queue is full, and this ticket would have to stand in it.
  if (!servedAtOnce(pool, model, ticket.kind) && queueIsFull(pool, ticket.fairnessKey)) {
    const retryAfterMs = Math.min(60_000, Math.max(1_000, queueEtaMs(pool, atMs)));
    return refuse(step, ticket.id, {
      code: "queue_full",
      message: "Too many requests are waiting for a model.",
      retryAfterMs,
    });
  }

  // 1.3 It can never fit, whatever is evicted.
  const misfit = model.reservedBytes === 0 ? cannotEverFit(pool, model) : null;
  if (misfit) return refuse(step, ticket.id, misfit);

  // 1.4 The last load failed, and the back-off is longer than a person would wait.
  const backoffMs = model.status === "failed" ? model.retryAtMs - atMs : 0;
  if (model.error && backoffMs > pool.limits.backoffPatienceMs) {
    return refuse(step, ticket.id, { ...model.error, retryAfterMs: backoffMs });
  }

  // 1.5 Otherwise it waits; `settle` serves it in the same breath when it can.
  pool.waiting.push(ticket);
}

function servedAtOnce(pool: Pool, model: PoolModel, kind: string): boolean {
  if (model.status !== "ready") return false;
  if (kind === "load") return true;
  return (
    model.leases.length < (model.shape?.sequences ?? 0) &&
    !pool.waiting.some((ticket) => ticket.model === model.name)
  );
}

function queueIsFull(pool: Pool, fairnessKey: string): boolean {
  if (pool.waiting.length >= pool.limits.maxQueue) return true;
  if (fairnessKey === "") return false;
  const own = pool.waiting.filter((ticket) => ticket.fairnessKey === fairnessKey);
  return own.length >= pool.limits.maxQueuePerKey;
}

import { keptUntilMs } from "./keep";
import type { Pool } from "./state";

/** The next moment at which time alone changes what is to be done; null: only an event can. */
export function nextTimerMs(pool: Pool, atMs: number): number | null {
  const { collateMs, residencyMs, idleUnloadMs } = pool.limits;
  const moments: number[] = [];
  let somebodyWaitsForRoom = false;
  for (const ticket of pool.waiting) {
    const model = pool.models[ticket.model];
    if (ticket.urgency !== "request") continue;
    if (model?.status !== "cold" && model?.status !== "failed") continue;
    somebodyWaitsForRoom = true;
    moments.push(ticket.arrivedAtMs + collateMs, model.retryAtMs);
  }
  for (const model of Object.values(pool.models)) {
    if (model.drain?.reason === "asked" && model.drain.deadlineMs !== null)
      moments.push(model.drain.deadlineMs);
    if (model.status === "failed" && model.error?.code === "runner_gone") moments.push(model.retryAtMs);
    if (model.status !== "ready") continue;
    if (somebodyWaitsForRoom) moments.push(model.readyAtMs + residencyMs, keptUntilMs(pool, model));
    if (idleUnloadMs !== null && !model.pinned) moments.push(model.lastUsedAtMs + idleUnloadMs);
  }
  const coming = moments.filter((moment) => moment > atMs);
  return coming.length === 0 ? null : Math.min(...coming);
}

import { beginUnload } from "./begin-unload";
import { endDrains } from "./decide-unload";
import { queueEntries, sameQueue } from "./eta";
import type { Step, UnloadReason } from "./events";
import { handOver } from "./hand-over";
import { evictOverdraft } from "./evict";
import { placeForeseen, placeWaiting } from "./place";
import { nextTimerMs } from "./timer";
import type { Pool, PoolModel, WaitingTicket } from "./state";

/** 10 What can be done now, in this order, after every event. */
export function settle(step: Step): void {
  const { pool } = step;
  // 10.1 Time: drains that are over, models that nobody has used for long, a dead runner's back-off.
  endDrains(step);
  endIdle(step);
  // 10.2 Evictions are decided anew each time, so that one whose reason has gone is called off.
  const draining = callEvictionsOff(pool);
  // 10.3 First the models that have been waited for too long: they may make others drain.
  const claims = placeWaiting(step, "overdue", { claimedBytes: 0, draining });
  // 10.4 Then everybody who can be answered by what is loaded.
  handOver(step);
  // 10.5 Then the other models, into free room or the room of idle ones.
  const allClaims = placeWaiting(step, "in time", claims);
  placeForeseen(step, allClaims);
  // 10.6 More is in use than the budget allows (a runner grew): idle ones go.
  evictOverdraft(step);
  // 10.7 Drained ones go.
  for (const model of Object.values(pool.models)) {
    if (model.status === "draining" && drained(model, pool.waiting))
      beginUnload(step, model, unloadReason(step, model));
  }
  // 10.8 When to look again, and what the queue looks like now.
  step.commands.push({ type: "set-timer", atMs: nextTimerMs(pool, step.atMs) });
  const queue = queueEntries(pool, step.atMs);
  if (sameQueue(queue, pool.published)) return;
  pool.published = queue;
  step.commands.push({ type: "publish-queue", queue });
}

function callEvictionsOff(pool: Pool): Set<string> {
  const draining = Object.values(pool.models).filter((model) => model.drain?.reason === "evict");
  for (const model of draining) {
    model.status = "ready";
    model.drain = null;
  }
  return new Set(draining.map((model) => model.name));
}

function endIdle(step: Step): void {
  const { idleUnloadMs } = step.pool.limits;
  for (const model of Object.values(step.pool.models)) {
    if (model.status === "failed" && model.error?.code === "runner_gone" && model.retryAtMs <= step.atMs) {
      model.status = "cold";
      model.error = null;
    }
    if (idleUnloadMs === null || model.status !== "ready" || model.pinned || model.leases.length > 0)
      continue;
    const wanted = step.pool.waiting.some((ticket) => ticket.model === model.name);
    if (!wanted && step.atMs - model.lastUsedAtMs >= idleUnloadMs) beginUnload(step, model, "idle");
  }
}

function drained(model: PoolModel, waiting: WaitingTicket[]): boolean {
  if (model.leases.length > 0) return false;
  const { drain } = model;
  if (drain?.reason !== "evict") return true;
  return !waiting.some((ticket) => ticket.model === model.name && ticket.order < drain.beforeOrder);
}

function unloadReason(step: Step, model: PoolModel): UnloadReason {
  if (step.pool.closing) return "shutdown";
  return model.drain?.reason === "evict" ? "evicted" : "asked";
}

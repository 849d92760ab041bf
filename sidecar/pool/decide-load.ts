import { becomeCold } from "./become-cold";
import { breakLeases, refuseWaiters } from "./end-ticket";
import type { PoolEvent, Step } from "./events";
import { ranOutOfMemory } from "./misfit";
import { tryOnceMore } from "./retry-load";
import type { PoolError, PoolModel } from "./state";

/** 3 A load has ended. */
export function endLoad(step: Step, event: Extract<PoolEvent, { type: "load-ended" }>): void {
  const model = step.pool.models[event.model];
  if (!model || model.loadId !== event.loadId) return;

  // 3.1 It was called off meanwhile: the runner's exit is what counts. A failure *is* that exit.
  if (model.status !== "loading") {
    if (!event.ok) becomeCold(model);
    return;
  }

  // 3.2 Ready: `settle` wakes every waiter.
  if (event.ok) {
    model.status = "ready";
    model.readyAtMs = step.atMs;
    model.lastUsedAtMs = step.atMs;
    model.used = false;
    model.error = null;
    model.secondTry = false;
    if (model.shape)
      model.shape = { ...model.shape, sequences: event.sequences, contextSize: event.contextSize };
    return;
  }

  // 3.3 Out of memory: idle models make room, and it is tried once more.
  if (event.outOfMemory && tryOnceMore(step, model)) return;

  // 3.4 Failed: every waiter gets the error, and the next load waits for a back-off.
  const error = event.outOfMemory ? ranOutOfMemory(model) : event.error;
  model.failures += 1;
  fail(step, model, error, backoffMs(step, model.failures));
  refuseWaiters(step, model.name, error);
}

/** 4 A runner has died by itself: its answers end where they are. */
export function loseRunner(step: Step, event: Extract<PoolEvent, { type: "runner-gone" }>): void {
  const model = step.pool.models[event.model];
  if (!model || model.loadId !== event.loadId) return;

  // 4.1 It was to be unloaded anyway.
  if (model.status === "unloading") return becomeCold(model);

  // 4.2 While loading: a failed load.
  if (model.status === "loading")
    return endLoad(step, { ...event, type: "load-ended", ok: false, outOfMemory: false });

  // 4.3 While loaded: answers end; who only waits goes on waiting. The first time it may load again at once.
  breakLeases(step, model, event.error);
  model.failures += 1;
  fail(step, model, event.error, backoffMs(step, model.failures - 1));
}

function fail(step: Step, model: PoolModel, error: PoolError, afterMs: number): void {
  becomeCold(model);
  model.status = "failed";
  model.error = error;
  model.retryAtMs = step.atMs + afterMs;
}

function backoffMs(step: Step, failures: number): number {
  const { backoffFirstMs, backoffMaxMs } = step.pool.limits;
  return failures <= 0 ? 0 : Math.min(backoffMaxMs, backoffFirstMs * 2 ** (failures - 1));
}

import { becomeCold } from "./become-cold";
import { beginUnload } from "./begin-unload";
import { breakLeases, refuseWaiters } from "./end-ticket";
import type { PoolEvent, Step } from "./events";
import type { PoolModel } from "./state";

/** 6 Somebody asks for a model to be unloaded. */
export function askUnload(step: Step, event: Extract<PoolEvent, { type: "unload-asked" }>): void {
  const model = step.pool.models[event.model];
  // A closing sidecar lets everything go anyway.
  if (!model || (step.pool.closing && !event.force)) return;
  model.dismissed = true;
  switch (model.status) {
    // 6.1 Nothing is loaded; a failed model may be tried again at once.
    case "cold":
    case "unloading":
      return;
    case "failed":
      return becomeCold(model);
    // 6.2 Still loading: the load is called off, whoever waits for it.
    case "loading":
      refuseWaiters(step, model.name, { code: "cancelled", message: "The load was cancelled." });
      return beginUnload(step, model, "asked");
    case "ready":
    case "draining":
      return drain(step, model, event.drainMs, event.force);
    default: {
      const never: never = model.status;
      return never;
    }
  }
}

function drain(step: Step, model: PoolModel, drainMs: number | null, force: boolean): void {
  // 6.3 By force and at once: running answers end as `unload_forced`.
  if (force && !drainMs) return forceOut(step, model);
  // 6.4 Otherwise it drains: running answers finish, new tickets wait (`settle` does the rest). When `drainMs`
  // is over, force ends what still runs; without force the unload is called off.
  model.status = "draining";
  model.drain = { reason: "asked", deadlineMs: drainMs === null ? null : step.atMs + drainMs, force };
}

/** 6.5 The time to drain is over. */
export function endDrains(step: Step): void {
  for (const model of Object.values(step.pool.models)) {
    if (model.drain?.reason !== "asked" || model.drain.deadlineMs === null) continue;
    if (model.drain.deadlineMs > step.atMs || model.leases.length === 0) continue;
    if (model.drain.force) forceOut(step, model);
    else {
      model.status = "ready";
      model.drain = null;
    }
  }
}

function forceOut(step: Step, model: PoolModel): void {
  breakLeases(step, model, {
    code: "unload_forced",
    message: "The model was unloaded while it was answering.",
  });
  beginUnload(step, model, "asked");
}

/** 7 A runner has exited as asked. */
export function endUnload(step: Step, event: Extract<PoolEvent, { type: "unload-ended" }>): void {
  const model = step.pool.models[event.model];
  if (model?.loadId === event.loadId && model.status === "unloading") becomeCold(model);
}

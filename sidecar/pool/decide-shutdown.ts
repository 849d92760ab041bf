import { beginUnload } from "./begin-unload";
import { breakLeases, refuseWaiters } from "./end-ticket";
import type { Step } from "./events";

/** 9 The sidecar is to close: nobody new is served, running answers may finish until the deadline. */
export function askShutdown(step: Step, force: boolean): void {
  const error = { code: "shutting_down", message: "The model server is shutting down." } as const;
  step.pool.closing = true;
  for (const model of Object.values(step.pool.models)) {
    refuseWaiters(step, model.name, error);
    // 9.1 A load is called off.
    if (model.status === "loading") beginUnload(step, model, "shutdown");
    if (model.status !== "ready" && model.status !== "draining") continue;
    // 9.2 The deadline has passed: running answers end.
    if (force) breakLeases(step, model, error);
    // 9.3 Idle models go at once, the others when their last answer has ended (`settle`).
    model.status = "draining";
    model.drain = { reason: "asked", deadlineMs: null, force: false };
  }
}

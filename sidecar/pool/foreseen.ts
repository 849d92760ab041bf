import { beginUnload } from "./begin-unload";
import { refuseWaiters } from "./end-ticket";
import type { Step } from "./events";
import type { Pool, PoolModel, Urgency } from "./state";

const order: Urgency[] = ["request", "warm-up", "preload"];

/** The most urgent wish for the model; undefined when nobody waits for it. */
export function urgencyOf(pool: Pool, model: PoolModel): Urgency | undefined {
  const wishes = pool.waiting.filter((ticket) => ticket.model === model.name).map(({ urgency }) => urgency);
  return order.find((urgency) => wishes.includes(urgency));
}

/** Is being loaded although nobody has asked for it: a request that needs the room takes it. */
export function isForeseenLoad(pool: Pool, model: PoolModel): boolean {
  return model.status === "loading" && urgencyOf(pool, model) !== "request";
}

/** 11.8 A load for a request begins: what is being warmed up would only slow it down. */
export function callOffWarmUps(step: Step): void {
  for (const model of Object.values(step.pool.models)) {
    if (model.status === "loading" && urgencyOf(step.pool, model) === "warm-up") callOff(step, model);
  }
}

/** Ends a load that nobody has asked for. */
export function callOff(step: Step, model: PoolModel): void {
  refuseWaiters(step, model.name, {
    code: "cancelled",
    message: "The load was called off: somebody asked for another model.",
  });
  beginUnload(step, model, "cancelled");
}

/**
 * 11.7 Whether there is time for a load that nobody has asked for: not now while another one runs or is about to, and
 * not at all while somebody waits for room.
 */
export function timeToForesee(pool: Pool): "now" | "later" | "never" {
  const awaited = pool.waiting
    .filter(({ urgency }) => urgency === "request")
    .map((ticket) => pool.models[ticket.model]?.status);
  if (awaited.includes("cold") || awaited.includes("unloading")) return "never";
  const loading = Object.values(pool.models).some(({ status }) => status === "loading");
  return loading || awaited.includes("failed") ? "later" : "now";
}

import { refuseWaiters } from "./end-ticket";
import { idleVictims, drainVictims } from "./evict";
import { beginUnload } from "./begin-unload";
import type { Step } from "./events";
import { capacityBytes, formatBytes, pinnedBytes, reservedBytes, returningBytes } from "./ledger";
import type { LoadShape, Pool, PoolError, PoolModel, WaitingTicket } from "./state";

/** Room that is kept free for models that wait for others to go; younger ones must not take it. */
export interface Claims {
  claimedBytes: number;
  /** Models that were draining before this event; they go on draining rather than others beginning to. */
  draining: ReadonlySet<string>;
}

/**
 * 11 Finds room for each model that is waited for and not loaded, in the order of their oldest tickets.
 * Only an overdue one may make models drain that are answering.
 */
export function placeWaiting(step: Step, which: "overdue" | "in time", claims: Claims): Claims {
  for (const { model, oldest } of waitedFor(step)) {
    const overdue = step.atMs - oldest.arrivedAtMs >= step.pool.limits.collateMs;
    if (overdue !== (which === "overdue")) continue;
    claims = { ...claims, claimedBytes: claims.claimedBytes + place(step, model, oldest, overdue, claims) };
  }
  return claims;
}

/** Begins the load, or begins to make room for it. Returns the bytes that it now has a claim on. */
function place(
  step: Step,
  model: PoolModel,
  oldest: WaitingTicket,
  overdue: boolean,
  claims: Claims,
): number {
  const { pool } = step;
  const mayEvict = pool.waiting.some((ticket) => ticket.model === model.name && ticket.mayEvict);

  // 11.1 A shape with several sequences is worth an eviction of idle models; a single sequence comes after that.
  const roomy = model.shapes.filter((shape) => shape.sequences > 1);
  const tight = model.shapes.filter((shape) => shape.sequences <= 1);
  for (const shapes of [roomy, tight]) {
    // 11.2 Beside what is loaded.
    const beside = shapes.find((shape) => fitsBeside(pool, shape, claims));
    if (beside) return beginLoad(step, model, beside);
    if (!mayEvict) continue;
    // 11.3 In the place of idle models; they go now, the load begins when their memory is back.
    for (const shape of shapes) {
      const victims = idleVictims(step, missingBytes(pool, shape, claims), oldest.order);
      if (!victims) continue;
      for (const victim of victims) beginUnload(step, victim, "evicted");
      return shape.bytes;
    }
  }

  // 11.4 A preload takes free room or none; what can never fit is refused.
  const misfit = mayEvict
    ? (cannotEverFit(pool, model) ?? nothingMoreToFree(pool, model))
    : outOfRoom(pool, model);
  if (misfit) {
    refuseWaiters(step, model.name, misfit);
    return 0;
  }

  // 11.5 Not yet for long: the loaded models go on answering, and this one waits for a pause of theirs.
  if (!overdue) return 0;

  // 11.6 Too long: the fewest others drain, and the room that they leave is kept for this one.
  for (const shape of [...roomy, ...tight]) {
    const victims = drainVictims(step, missingBytes(pool, shape, claims), claims.draining);
    if (!victims) continue;
    for (const victim of victims) {
      victim.status = "draining";
      victim.drain = { reason: "evict", beforeOrder: oldest.order };
    }
    return shape.bytes;
  }
  return smallest(model).bytes;
}

function beginLoad(step: Step, model: PoolModel, shape: LoadShape): number {
  model.status = "loading";
  model.loadId = step.pool.nextLoadId++;
  model.shape = shape;
  model.reservedBytes = shape.bytes;
  model.loadBegunAtMs = step.atMs;
  step.commands.push({ type: "begin-load", model: model.name, loadId: model.loadId, shape });
  return 0;
}

/** Models that tickets wait for and that could begin to load, with their oldest ticket, in its order. */
export function waitedFor(step: Step): { model: PoolModel; oldest: WaitingTicket }[] {
  const seen = new Map<string, { model: PoolModel; oldest: WaitingTicket }>();
  for (const ticket of step.pool.waiting) {
    const model = step.pool.models[ticket.model];
    if (!model || seen.has(model.name)) continue;
    const startable = model.status === "cold" || (model.status === "failed" && model.retryAtMs <= step.atMs);
    if (startable) seen.set(model.name, { model, oldest: ticket });
  }
  return [...seen.values()];
}

/** Would fit at once, and leaves the claimed room alone. */
function fitsBeside(pool: Pool, shape: LoadShape, claims: Claims): boolean {
  const fitsNow = reservedBytes(pool) + shape.bytes <= capacityBytes(pool);
  return fitsNow && (claims.claimedBytes === 0 || missingBytes(pool, shape, claims) <= 0);
}

/** What is still missing once everything that is on its way out has gone; at most 0: only time. */
function missingBytes(pool: Pool, shape: LoadShape, claims: Claims): number {
  return reservedBytes(pool) - returningBytes(pool) + claims.claimedBytes + shape.bytes - capacityBytes(pool);
}

/** The refusal of a model that would not fit if everything that may go were gone; null when it would. */
export function cannotEverFit(pool: Pool, model: PoolModel): PoolError | null {
  const neededBytes = smallest(model).bytes;
  const pinned = pinnedBytes(pool);
  if (neededBytes + pinned <= pool.budgetBytes) return null;
  return doesNotFit(
    model,
    Math.max(0, pool.budgetBytes - pinned),
    pinned > 0 ? "beside the pinned models" : "in all",
  );
}

/** Nobody is left who could make room by going: the machine itself is short of memory. */
function nothingMoreToFree(pool: Pool, model: PoolModel): PoolError | null {
  const others = Object.values(pool.models).filter((other) => other.reservedBytes > 0);
  if (others.some((other) => !other.pinned || other.status !== "ready")) return null;
  return outOfRoom(pool, model);
}

function outOfRoom(pool: Pool, model: PoolModel): PoolError {
  return doesNotFit(model, Math.max(0, capacityBytes(pool) - reservedBytes(pool)), "free now");
}

function doesNotFit(model: PoolModel, freeBytes: number, where: string): PoolError {
  const neededBytes = smallest(model).bytes;
  const message = `The model ${model.name} needs ${formatBytes(neededBytes)} of memory; ${formatBytes(freeBytes)} may be used ${where}.`;
  return { code: "does_not_fit", message, neededBytes, freeBytes };
}

function smallest(model: PoolModel): LoadShape {
  return model.shapes.reduce((least, shape) => (shape.bytes < least.bytes ? shape : least));
}

import { beginUnload } from "./begin-unload";
import { refuseWaiters } from "./end-ticket";
import { drainVictims, evict, idleVictims, warmUpVictims } from "./evict";
import type { Step } from "./events";
import { callOffWarmUps, timeToForesee } from "./foreseen";
import { capacityBytes, missingBytes, reservedBytes } from "./ledger";
import { cannotEverFit, nothingMoreToFree, outOfRoom, smallestShape } from "./misfit";
import type { LoadShape, Pool, PoolModel, WaitingTicket } from "./state";
import { waitedFor } from "./waited-for";

/** Room that is kept free for models that wait for others to go; younger ones must not take it. */
export interface Claims {
  claimedBytes: number;
  /** Models that were draining before this event; they go on draining rather than others beginning to. */
  draining: ReadonlySet<string>;
}

/**
 * 11 Finds room for each model that is asked for and not loaded, in the order of their oldest tickets.
 * Only an overdue one may make models drain that are answering.
 */
export function placeWaiting(step: Step, which: "overdue" | "in time", claims: Claims): Claims {
  for (const { model, oldest } of waitedFor(step, ["request"])) {
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

  // 11.1 A shape with several sequences is worth an eviction of idle models; a single sequence comes after that.
  const shapes = model.secondTry ? [smallestShape(model)] : model.shapes;
  const roomy = shapes.filter((shape) => shape.sequences > 1);
  const tight = shapes.filter((shape) => shape.sequences <= 1);
  for (const group of [roomy, tight]) {
    // 11.2 Beside what is loaded.
    const beside = group.find((shape) => fitsBeside(pool, shape, claims));
    if (beside) {
      callOffWarmUps(step);
      return beginLoad(step, model, beside);
    }
    // 11.3 In the place of idle models; they go now, the load begins when their memory is back.
    for (const shape of group) {
      const victims = idleVictims(step, missingBytes(pool, shape, claims.claimedBytes), oldest.order);
      if (!victims) continue;
      for (const victim of victims) evict(step, victim);
      return shape.bytes;
    }
  }

  // 11.4 What can never fit, or could only if the machine itself had more memory, is refused.
  const misfit = cannotEverFit(pool, model) ?? nothingMoreToFree(pool, model);
  if (misfit) {
    refuseWaiters(step, model.name, misfit);
    return 0;
  }

  // 11.5 Not yet for long: the loaded models go on answering, and this one waits for a pause of theirs.
  if (!overdue) return 0;

  // 11.6 Too long: the fewest others drain, and the room that they leave is kept for this one.
  for (const shape of shapes) {
    const victims = drainVictims(step, missingBytes(pool, shape, claims.claimedBytes), claims.draining);
    if (!victims) continue;
    for (const victim of victims) {
      victim.status = "draining";
      victim.drain = { reason: "evict", beforeOrder: oldest.order };
    }
    return shape.bytes;
  }
  return smallestShape(model).bytes;
}

/**
 * 11.7 Then, one at a time and only while nobody waits for a load, what nobody has asked for: beside what is loaded,
 * a warm-up also in the place of what has not been used for long. It is refused rather than wait for room.
 */
export function placeForeseen(step: Step, claims: Claims): void {
  for (const { model, oldest } of waitedFor(step, ["warm-up", "preload"])) {
    const time = timeToForesee(step.pool);
    if (time === "later") return;
    const beside = model.shapes.find((shape) => fitsBeside(step.pool, shape, claims));
    if (beside && time === "now") {
      beginLoad(step, model, beside);
      model.foreseen = true;
      step.pool.tally.foreseen += 1;
      continue;
    }
    const mayEvict = oldest.urgency === "warm-up" && time === "now";
    const victims = mayEvict ? victimsOfWarmUp(step, model, claims) : null;
    if (!victims) refuseWaiters(step, model.name, outOfRoom(step.pool, model));
    for (const victim of victims ?? []) beginUnload(step, victim, "evicted");
  }
}

function victimsOfWarmUp(step: Step, model: PoolModel, claims: Claims): PoolModel[] | null {
  for (const shape of model.shapes) {
    const victims = warmUpVictims(step, missingBytes(step.pool, shape, claims.claimedBytes));
    if (victims) return victims;
  }
  return null;
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

/** Would fit at once, and leaves the claimed room alone. */
function fitsBeside(pool: Pool, shape: LoadShape, { claimedBytes }: Claims): boolean {
  const fitsNow = reservedBytes(pool) + shape.bytes <= capacityBytes(pool);
  return fitsNow && (claimedBytes === 0 || missingBytes(pool, shape, claimedBytes) <= 0);
}

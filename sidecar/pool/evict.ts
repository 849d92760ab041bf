import { beginUnload } from "./begin-unload";
import { cheapestSet } from "./cheapest-set";
import type { Step } from "./events";
import { callOff, isForeseenLoad } from "./foreseen";
import { keptUntilMs } from "./keep";
import { reservedBytes, returningBytes } from "./ledger";
import { evictionCost } from "./likelihood";
import type { PoolModel } from "./state";

/** A model that is answering costs more than any that only has to be loaded again. */
const drainingCost = 1e12;
const answeringCost = 1e15;

/**
 * 12 The models that go for somebody who misses so many bytes: idle and unpinned ones, those that together cost least
 * (12.1: time to load again × how likely that is). Empty: nobody needs to go, it is only a matter of time. Null: there
 * are not enough.
 */
export function idleVictims(step: Step, missingBytes: number, beforeOrder: number): PoolModel[] | null {
  // 12.3 For a request also loads that nobody has asked for.
  const foreseen = Object.values(step.pool.models).filter(
    (model) => !model.pinned && isForeseenLoad(step.pool, model),
  );
  return cheapest(step, [...foreseen, ...idleModels(step, beforeOrder)], missingBytes);
}

/** 12.4 For a warm-up: only what nobody has used for long. */
export function warmUpVictims(step: Step, missingBytes: number): PoolModel[] | null {
  const { recentlyUsedMs } = step.pool.limits;
  const unused = idleModels(step, Infinity).filter(
    (model) => step.atMs - model.lastUsedAtMs >= recentlyUsedMs,
  );
  return cheapest(step, unused, missingBytes);
}

/** Lets a victim go. */
export function evict(step: Step, victim: PoolModel): void {
  if (victim.status === "loading") return callOff(step, victim);
  beginUnload(step, victim, "evicted");
}

/** 12.2 The same among models that may still be answering: as few of those as can be, rather those that drain already. */
export function drainVictims(
  step: Step,
  missingBytes: number,
  draining: ReadonlySet<string>,
): PoolModel[] | null {
  const candidates = Object.values(step.pool.models).filter(
    (model) => model.status === "ready" && !model.pinned && !mustStay(step, model),
  );
  return cheapest(step, candidates, missingBytes, (model) => {
    if (model.leases.length === 0) return 0;
    return draining.has(model.name) ? drainingCost : answeringCost;
  });
}

/** 10.6 More is booked than the budget allows: idle models go, the cheapest ones that do, else all of them. */
export function evictOverdraft(step: Step): void {
  const over = reservedBytes(step.pool) - returningBytes(step.pool) - step.pool.budgetBytes;
  if (over <= 0) return;
  const idle = idleModels(step, 0);
  for (const model of cheapest(step, idle, over) ?? idle) beginUnload(step, model, "evicted");
}

/** Loaded, unpinned, without leases, and nobody who came before `beforeOrder` wants it. */
export function idleModels(step: Step, beforeOrder: number): PoolModel[] {
  return Object.values(step.pool.models).filter((model) => {
    if (model.status !== "ready" || model.pinned || model.leases.length > 0 || mustStay(step, model))
      return false;
    return !step.pool.waiting.some((ticket) => ticket.model === model.name && ticket.order < beforeOrder);
  });
}

/** Just loaded: evicting it now would waste the load. */
function mustStay({ pool, atMs }: Step, model: PoolModel): boolean {
  const wanted = pool.waiting.some((ticket) => ticket.model === model.name);
  // Those for whom it was loaded have not had it yet.
  if (wanted && !model.used) return true;
  // It is in use, and was loaded for that a moment ago.
  if (wanted || model.leases.length > 0) return atMs < keptUntilMs(pool, model);
  // Whoever asked for it to be loaded is given the time to come.
  return !model.used && !model.foreseen && atMs - model.readyAtMs < pool.limits.residencyMs;
}

function cheapest(
  step: Step,
  models: PoolModel[],
  missingBytes: number,
  extraCost: (model: PoolModel) => number = () => 0,
): PoolModel[] | null {
  const { likelihoodHalfLifeMs } = step.pool.limits;
  const candidates = models.toSorted(leastRecentlyUsed).map((model) => ({
    item: model,
    bytes: model.reservedBytes,
    cost: extraCost(model) + evictionCost(model, step.atMs, likelihoodHalfLifeMs),
  }));
  return cheapestSet(candidates, missingBytes);
}

/** The order among those that cost the same. */
function leastRecentlyUsed(left: PoolModel, right: PoolModel): number {
  return left.lastUsedAtMs - right.lastUsedAtMs || (left.name < right.name ? -1 : 1);
}

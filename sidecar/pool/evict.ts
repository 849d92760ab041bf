import { beginUnload } from "./begin-unload";
import type { Step } from "./events";
import { reservedBytes, returningBytes } from "./ledger";
import type { PoolModel } from "./state";

/**
 * 12 The models that go for somebody who misses so many bytes: idle, unpinned, least recently used first; as few
 * as do. Empty: nobody needs to go, it is only a matter of time. Null: there are not enough.
 */
export function idleVictims(step: Step, missingBytes: number, beforeOrder: number): PoolModel[] | null {
  return choose(idleModels(step, beforeOrder).toSorted(leastRecentlyUsed), missingBytes);
}

/** The same among models that may still be answering: idle ones first, then those that were draining already. */
export function drainVictims(
  step: Step,
  missingBytes: number,
  draining: ReadonlySet<string>,
): PoolModel[] | null {
  const rank = (model: PoolModel): number =>
    model.leases.length === 0 ? 0 : draining.has(model.name) ? 1 : 2;
  const candidates = Object.values(step.pool.models).filter(
    (model) => model.status === "ready" && !model.pinned && !owesAnAnswer(step, model),
  );
  return choose(
    candidates.toSorted((a, b) => rank(a) - rank(b) || leastRecentlyUsed(a, b)),
    missingBytes,
  );
}

/** 10.6 More is booked than the budget allows: idle models go, the least recently used one first. */
export function evictOverdraft(step: Step): void {
  const over = reservedBytes(step.pool) - returningBytes(step.pool) - step.pool.budgetBytes;
  if (over <= 0) return;
  for (const model of idleModels(step, 0).toSorted(leastRecentlyUsed)) {
    if (reservedBytes(step.pool) - returningBytes(step.pool) <= step.pool.budgetBytes) return;
    beginUnload(step, model, "evicted");
  }
}

/** Loaded, and nobody who came before `beforeOrder` wants it. */
function idleModels(step: Step, beforeOrder: number): PoolModel[] {
  return Object.values(step.pool.models).filter((model) => {
    if (model.status !== "ready" || model.pinned || model.leases.length > 0 || owesAnAnswer(step, model))
      return false;
    // Loaded on request and not yet used: give whoever asked for it the time to come.
    if (!model.used && step.atMs - model.readyAtMs < step.pool.limits.residencyMs) return false;
    return !step.pool.waiting.some((ticket) => ticket.model === model.name && ticket.order < beforeOrder);
  });
}

/** Just loaded, and those for whom it was loaded have not had it yet: evicting it now would waste the load. */
function owesAnAnswer(step: Step, model: PoolModel): boolean {
  return !model.used && step.pool.waiting.some((ticket) => ticket.model === model.name);
}

function choose(candidates: PoolModel[], missingBytes: number): PoolModel[] | null {
  const chosen: PoolModel[] = [];
  let missing = missingBytes;
  for (const candidate of candidates) {
    if (missing <= 0) break;
    chosen.push(candidate);
    missing -= candidate.reservedBytes;
  }
  if (missing > 0) return null;
  // Whoever is not needed after all stays.
  return chosen.filter((candidate) => {
    if (missing + candidate.reservedBytes > 0) return true;
    missing += candidate.reservedBytes;
    return false;
  });
}

function leastRecentlyUsed(left: PoolModel, right: PoolModel): number {
  return left.lastUsedAtMs - right.lastUsedAtMs || (left.name < right.name ? -1 : 1);
}

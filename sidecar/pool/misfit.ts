import { capacityBytes, formatBytes, pinnedBytes, reservedBytes } from "./ledger";
import type { LoadShape, Pool, PoolError, PoolModel } from "./state";

/** The refusal of a model that would not fit if everything that may go were gone; null when it would. */
export function cannotEverFit(pool: Pool, model: PoolModel): PoolError | null {
  const neededBytes = smallestShape(model).bytes;
  const pinned = pinnedBytes(pool);
  if (neededBytes + pinned <= pool.budgetBytes) return null;
  return doesNotFit(
    model,
    Math.max(0, pool.budgetBytes - pinned),
    pinned > 0 ? "beside the pinned models" : "in all",
  );
}

/** The machine itself is short of memory: it would not fit if everybody went who may. */
export function nothingMoreToFree(pool: Pool, model: PoolModel): PoolError | null {
  // What a load has taken so far is booked twice, and what leaves not yet back: only afterwards it is known.
  const moving = Object.values(pool.models).some(
    ({ status }) => status === "loading" || status === "unloading",
  );
  const left = capacityBytes(pool) - pinnedBytes(pool);
  if (moving || smallestShape(model).bytes <= left) return null;
  return doesNotFit(model, Math.max(0, left), "free now");
}

export function outOfRoom(pool: Pool, model: PoolModel): PoolError {
  return doesNotFit(model, freeBytes(pool), "free now");
}

/** The sentence of a load that was begun, and for which the memory was not enough, whatever the ledger says is free. */
export function ranOutOfMemory(model: PoolModel): PoolError {
  const { bytes } = model.shape ?? smallestShape(model);
  const message = `The memory was not enough to load ${model.name}, which needs about ${formatBytes(bytes)}. Unload another model, or choose a smaller one.`;
  return { code: "does_not_fit", message, neededBytes: bytes };
}

export function smallestShape(model: PoolModel): LoadShape {
  return model.shapes.reduce((least, shape) => (shape.bytes < least.bytes ? shape : least));
}

function freeBytes(pool: Pool): number {
  return Math.max(0, capacityBytes(pool) - reservedBytes(pool));
}

function doesNotFit(model: PoolModel, free: number, where: string): PoolError {
  const neededBytes = smallestShape(model).bytes;
  const message = `The model ${model.name} needs ${formatBytes(neededBytes)} of memory; ${formatBytes(free)} may be used ${where}.`;
  return { code: "does_not_fit", message, neededBytes, freeBytes: free };
}

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

/** Nobody is left who could make room by going: the machine itself is short of memory. */
export function nothingMoreToFree(pool: Pool, model: PoolModel): PoolError | null {
  const others = Object.values(pool.models).filter((other) => other.reservedBytes > 0);
  if (others.some((other) => !other.pinned || other.status !== "ready")) return null;
  return outOfRoom(pool, model);
}

export function outOfRoom(pool: Pool, model: PoolModel): PoolError {
  return doesNotFit(model, freeBytes(pool), "free now");
}

/** The sentence of a load that was begun, and for which the memory was not enough. */
export function ranOutOfMemory(pool: Pool, model: PoolModel): PoolError {
  const { bytes } = model.shape ?? smallestShape(model);
  const message = `The memory was not enough to load ${model.name}, which needs about ${formatBytes(bytes)}. Unload another model, or choose a smaller one.`;
  return { code: "does_not_fit", message, neededBytes: bytes, freeBytes: freeBytes(pool) };
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

import type { LoadShape, Pool, PoolModel } from "./state";

/** Bytes that the ledger holds for everything that is loaded, loading or not yet gone. */
export function reservedBytes(pool: Pool): number {
  return sum(Object.values(pool.models));
}

/** Bytes that come back without anybody deciding anything more. */
export function returningBytes(pool: Pool): number {
  return sum(
    Object.values(pool.models).filter((model) => model.status === "unloading" || model.status === "draining"),
  );
}

/**
 * The most that the ledger may hold now: the budget, or less when the machine itself is short. A loading
 * model is not yet seen in the machine's figure, so its reservation is counted as still to come.
 */
export function capacityBytes(pool: Pool): number {
  const loading = sum(Object.values(pool.models).filter((model) => model.status === "loading"));
  return Math.min(pool.budgetBytes, reservedBytes(pool) - loading + pool.memAvailableBytes);
}

/**
 * What a load still lacks, besides room that is claimed already, once everything that is on its way out has gone; at
 * most 0: only time.
 */
export function missingBytes(pool: Pool, shape: LoadShape, claimedBytes: number): number {
  return reservedBytes(pool) - returningBytes(pool) + claimedBytes + shape.bytes - capacityBytes(pool);
}

/** The least that stays reserved if everything that may be evicted were gone. */
export function pinnedBytes(pool: Pool): number {
  return sum(Object.values(pool.models).filter((model) => model.pinned && !goingAway(model)));
}

export function formatBytes(bytes: number): string {
  const gibibytes = bytes / 2 ** 30;
  return gibibytes >= 1 ? `${gibibytes.toFixed(1)} GiB` : `${Math.ceil(bytes / 2 ** 20)} MiB`;
}

function goingAway(model: PoolModel): boolean {
  return model.status === "unloading" || model.status === "draining";
}

function sum(models: PoolModel[]): number {
  return models.reduce((total, model) => total + model.reservedBytes, 0);
}

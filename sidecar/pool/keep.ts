import type { Pool, PoolModel } from "./state";

/**
 * Until when a model that was loaded goes on taking answers, whoever waits for its room: at least as long as its load
 * took, so that no more than half of the time goes into loads.
 */
export function keptUntilMs(pool: Pool, model: PoolModel): number {
  return model.readyAtMs + Math.max(pool.limits.residencyMs, model.readyAtMs - model.loadBegunAtMs);
}

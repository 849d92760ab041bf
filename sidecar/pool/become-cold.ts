import type { PoolModel } from "./state";

/** The runner is gone and its memory is back. */
export function becomeCold(model: PoolModel): void {
  model.status = "cold";
  model.reservedBytes = 0;
  model.shape = null;
  model.drain = null;
  model.error = null;
  model.foreseen = false;
  model.secondTry = false;
}

import type { PoolModel } from "./state";

/** Somebody has used the model now. */
export function noteUse(model: PoolModel, atMs: number, halfLifeMs: number): void {
  model.useScore = likelihood(model, atMs, halfLifeMs) + 1;
  model.useScoreAtMs = atMs;
}

/**
 * How likely the model is to be wanted again, as a figure to compare: its uses, each counting half as much after each
 * half-life. So both how often and how recently count, and time alone never turns the order of two models round.
 */
export function likelihood(model: PoolModel, atMs: number, halfLifeMs: number): number {
  return model.useScore * 2 ** (-(atMs - model.useScoreAtMs) / halfLifeMs);
}

/** What is lost if the model goes now: the time to load it again, by how likely that will be. */
export function evictionCost(model: PoolModel, atMs: number, halfLifeMs: number): number {
  return model.reloadMs * likelihood(model, atMs, halfLifeMs);
}

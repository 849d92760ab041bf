import type { PoolEvent, Step } from "./events";

/** 8 The machine's memory, the budget, or what is known of a runner's memory has changed. */
export function changeMemory(step: Step, event: Extract<PoolEvent, { type: "memory-changed" }>): void {
  const { pool } = step;
  if (event.memAvailableBytes !== undefined) pool.memAvailableBytes = event.memAvailableBytes;
  if (event.budgetBytes !== undefined) pool.budgetBytes = event.budgetBytes;
  if (!event.measured) return;
  // 8.1 A runner that takes more than estimated is booked at what it takes; one that takes less may still grow.
  const model = pool.models[event.measured.model];
  if (model?.loadId !== event.measured.loadId || !model.shape) return;
  model.reservedBytes = Math.max(model.shape.bytes, event.measured.bytes);
}

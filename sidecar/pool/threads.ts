/** Cores for each runner that is computing now: an equal share, at least one. */
export function threadsEach(cores: number, busyRunners: number): number {
  return Math.max(1, Math.floor(cores / Math.max(1, busyRunners)));
}

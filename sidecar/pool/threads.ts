/**
 * Threads for each runner that is computing now: an equal share, at least one. Threads wait for each other after each
 * layer, so one too many on a busy machine costs far more than one too few.
 */
export function threadsEach(cores: number, busyRunners: number): number {
  return Math.max(1, Math.floor(cores / Math.max(1, busyRunners)));
}

/** What is left for answers while models are loaded: a load keeps one core busy. */
export function coresBesideLoads(cores: number, loads: number): number {
  return Math.max(1, cores - loads);
}

/**
 * How many cores runners should use, of those that others leave free. It goes down as soon as half a core is missing,
 * and up only when three quarters of one are to spare: no to and fro.
 */
export function usableCores(now: number, cores: number, coresOfOthers: number, cpus = cores): number {
  const free = Math.min(cores, cpus - coresOfOthers);
  if (free < now - 0.5) return Math.max(1, Math.round(free));
  if (free > now + 0.75) return Math.min(cores, Math.floor(free + 0.25));
  return now;
}

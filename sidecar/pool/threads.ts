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

/** Below it, what others compute fits between our steps, as a web server's work does. */
const mostInLine = 0.1;

/**
 * How many cores runners should use. It goes down when half a core is missing and our threads stand in line for it:
 * a process that computes all the time costs far more than its share, one that answers requests does not. It goes up when
 * half a core is to spare.
 */
export function usableCores(
  now: number,
  cores: number,
  { others, inLine }: { others: number; inLine: number },
  cpus = cores,
): number {
  const free = Math.min(cores, cpus - others);
  if (free < now - 0.5 && inLine > mostInLine) return Math.max(1, Math.round(free));
  if (free > now + 0.5) return Math.min(cores, Math.floor(free + 0.5));
  return now;
}

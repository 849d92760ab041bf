/** How often a key was taken in the window that is running, and when that window ends. */
export interface Count {
  used: number;
  resetMs: number;
}

/** One limit as a store sees it: a name for its keys and a fixed window. Quotas are compared in `take`. */
export interface Window {
  name: string;
  windowSeconds: number;
}

/**
 * Counts in fixed windows. A window begins with its first take (memory) or with the clock (Redis, for all processes
 * alike); either way `resetMs` says when it ends. Rejects when the store can not be reached.
 */
export interface LimitStore {
  readonly name: "memory" | "redis" | "upstash";
  /** @param units may be negative: gives back */
  add: (window: Window, key: string, units: number) => Promise<Count>;
  look: (window: Window, key: string) => Promise<Count>;
  close: () => Promise<void>;
}

import { singleton } from "@/lib/shared/singleton";

/** What Next's bundle tells server.ts, which imports no services. Filled by instrumentation.ts. */
export interface Boot {
  /** Path of the first-admin page with its one-time token, while no admin exists. */
  setupPath: string | null;
  /** Lets running answers end until the deadline, saves the rest as interrupted, stops background work. */
  drain: (options: { deadlineMs: number }) => Promise<void>;
}

export function boot(): Boot {
  return singleton("boot", () => ({ setupPath: null, drain: async () => {} }));
}

import { singleton } from "@/lib/shared/singleton";

/** What Next's bundle tells server.ts, which imports no services. Filled by instrumentation.ts. */
export interface Boot {
  /** Path of the first-admin page with its one-time token, while no admin exists. */
  setupPath: string | null;
  /** Lets running answers end until the deadline, saves the rest as interrupted, stops background work. */
  drain: (options: { deadlineMs: number }) => Promise<void>;
  /** In production `app.prepare()` does not wait for instrumentation.ts: who wants to serve waits for this. */
  started: Promise<void>;
  settleStart: (outcome: { error?: unknown }) => void;
}

function create(): Boot {
  let settleStart: Boot["settleStart"] = () => {};
  const started = new Promise<void>((resolve, reject) => {
    settleStart = (outcome) => ("error" in outcome ? reject(outcome.error) : resolve());
  });
  // Who does not wait must not crash of it; who does still hears of it.
  started.catch(() => {});
  return { setupPath: null, drain: async () => {}, started, settleStart };
}

export function boot(): Boot {
  return singleton("boot", create);
}

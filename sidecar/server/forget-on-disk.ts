import type { PoolShell } from "@/sidecar/pool/shell";
import { kvConfig } from "@/sidecar/runner/kv-config";
import { SavedStates } from "@/sidecar/runner/saved-states";

/** The pool, but a forgotten conversation's files go too, whether its model is loaded or not. */
export function forgettingOnDisk(pool: PoolShell): PoolShell {
  const config = kvConfig(process.env);
  if (config === undefined) return pool;
  const states = new SavedStates(config.folder, config.budgetBytes);
  return {
    ...pool,
    forgetSession(sessionKey) {
      states.forget(sessionKey);
      pool.forgetSession(sessionKey);
    },
  };
}

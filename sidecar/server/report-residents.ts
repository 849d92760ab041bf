import type { ResidentModels } from "@/sidecar/pool/residency";
import type { PoolShell } from "@/sidecar/pool/shell";

/** Tells what is loaded and pinned, each time that something in the pool changes. */
export function reportResidents(pool: PoolShell, report: (models: ResidentModels) => void): void {
  pool.watch(() => {
    // Unloading for a shutdown is not a wish to have nothing loaded.
    if (!pool.isClosing()) report(pool.resident());
  });
}

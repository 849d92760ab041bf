import type { PoolShell } from "@/sidecar/pool/shell";
import type { ResidentModels } from "@/sidecar/supervisor/messages";

/** Tells the supervisor what is loaded, each time that changes. */
export function reportResidents(pool: PoolShell, report: (models: ResidentModels) => void): void {
  let reported = "";
  pool.watch(() => {
    // Unloading for a shutdown is not a wish to have nothing loaded.
    if (pool.isClosing()) return;
    const models = pool.resident();
    const text = JSON.stringify(models);
    if (text === reported) return;
    reported = text;
    report(models);
  });
}

import { randomUUID } from "node:crypto";
import type { PoolShell } from "@/sidecar/pool/shell";
import type { Log } from "@/sidecar/supervisor/log";

/** Pins again what a former manager had pinned, and loads what it had loaded: as far as there is room, after everybody else. */
export function restoreModels(pool: PoolShell, log: Log): void {
  const models = pool.former();
  pool.pinAgain(models.pinned);
  for (const model of models.ready) {
    const input = {
      id: `preload-${randomUUID()}`,
      model,
      fairnessKey: "",
      urgency: "preload",
      work: { kind: "load" },
    } as const;
    pool.submit(input, (news) => {
      if (news.type === "failed")
        log("warn", `${model} is not loaded again.`, { reason: news.error.message });
    });
  }
}

import { randomUUID } from "node:crypto";
import type { PoolShell } from "@/sidecar/pool/shell";
import type { Log } from "@/sidecar/supervisor/log";
import type { ResidentModels } from "@/sidecar/supervisor/messages";

/** Loads again what a former manager had loaded, as far as there is room; nobody else is made to wait for it. */
export function restoreModels(pool: PoolShell, models: ResidentModels, log: Log): void {
  for (const model of models.pinned) pool.pin(model, true);
  for (const model of models.ready) {
    const input = {
      id: `restore-${randomUUID()}`,
      model,
      fairnessKey: "",
      mayEvict: false,
      work: { kind: "load" },
    } as const;
    pool.submit(input, (news) => {
      if (news.type === "failed")
        log("warn", `${model} is not loaded again.`, { reason: news.error.message });
    });
  }
}

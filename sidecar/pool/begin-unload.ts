import type { Step, UnloadReason } from "./events";
import type { PoolModel } from "./state";

/** Lets a model go. Its bytes stay in the ledger until the runner's exit. The caller has seen to the leases. */
export function beginUnload(step: Step, model: PoolModel, reason: UnloadReason): void {
  model.status = "unloading";
  model.drain = null;
  step.commands.push({ type: "begin-unload", model: model.name, loadId: model.loadId, reason });
}

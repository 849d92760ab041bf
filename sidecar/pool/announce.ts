import type { SidecarEvent } from "@/lib/contract/sidecar";
import { loadRemains } from "./eta";
import type { Resident } from "./residents";
import type { Pool, PoolModel } from "./state";

/** What watchers should hear of the difference between two states of the pool. */
export function announce(
  before: Pool,
  after: Pool,
  residentOf: (loadId: number) => Resident | undefined,
  atMs: number,
): SidecarEvent[] {
  const events: SidecarEvent[] = [];
  // Who leaves is told before who comes into its room.
  for (const model of Object.values(after.models).toSorted((left, right) => rank(left) - rank(right))) {
    const { name, status, error } = model;
    const former = before.models[name];
    if ((former?.status ?? "cold") === status && former?.loadId === model.loadId) continue;
    if (!former && status === "cold") continue;
    const loading = status === "loading";
    events.push({
      type: "model_status",
      model: name,
      status,
      ...(loading && { progress: residentOf(model.loadId)?.progress, ...loadRemains(model, atMs) }),
      ...(error && { error: error.message }),
    });
  }
  if (after.published === before.published) return events;
  const known = new Map(before.published.map((entry) => [entry.ticket, entry]));
  for (const entry of after.published) {
    const former = known.get(entry.ticket);
    if (former?.position === entry.position && former.etaMs === entry.etaMs) continue;
    events.push({ type: "queue", ...entry });
  }
  return events;
}

function rank({ status }: PoolModel): number {
  return status === "cold" || status === "failed" ? 0 : 1;
}

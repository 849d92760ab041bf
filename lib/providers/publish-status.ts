import type { ModelAvailability, ProviderStatus } from "@/lib/contract/models";
import { events } from "@/lib/events/bus";
import type { Provider, ProviderModel } from "@/lib/providers/provider";
import { singleton } from "@/lib/shared/singleton";

interface Known {
  provider: Provider;
  status: ProviderStatus;
  error?: string;
  models: readonly ProviderModel[];
}

/** At most one event per model in this time; the last word is always said. */
const throttleMs = 100;

/** What `GET /api/models/status` and the `model.status` event say of one model, whoever asks. */
export function availabilityOf(
  known: Known,
  model: ProviderModel,
  queuePosition?: number,
): ModelAvailability {
  const serving = known.status === "up" || known.status === "degraded";
  const reason = serving ? model.reason : (known.error ?? `${known.provider.label} is ${known.status}.`);
  return {
    provider: known.provider.id,
    model: model.id,
    available: serving && model.status !== "failed",
    status: serving ? model.status : "failed",
    ...(serving && model.progress !== undefined && { progress: model.progress }),
    ...(serving && model.etaMs !== undefined && { etaMs: model.etaMs }),
    ...(serving && model.etaP90Ms !== undefined && { etaP90Ms: model.etaP90Ms }),
    ...(queuePosition !== undefined && { queuePosition }),
    ...(reason && { reason }),
  };
}

/** Tells everybody which models changed between two listings of a provider. */
export function publishChanges(before: Known | undefined, after: Known): void {
  const old = new Map(
    before?.models.map((model) => [model.id, JSON.stringify(availabilityOf(before, model))]),
  );
  for (const model of after.models) {
    const availability = availabilityOf(after, model);
    if (before && old.get(model.id) !== JSON.stringify(availability)) publishStatus(availability);
    old.delete(model.id);
  }
  for (const gone of before?.models ?? [])
    if (old.has(gone.id))
      publishStatus({
        provider: after.provider.id,
        model: gone.id,
        available: false,
        status: "failed",
        reason: "It is no longer there.",
      });
}

function publishStatus(data: ModelAvailability): void {
  const waiting = singleton("status-throttle", () => new Map<string, { last: ModelAvailability | null }>());
  const key = `${data.provider}\n${data.model}`;
  const slot = waiting.get(key);
  if (slot) {
    slot.last = data;
    return;
  }
  events().publish(null, { name: "model.status", data });
  const opened: { last: ModelAvailability | null } = { last: null };
  waiting.set(key, opened);
  setTimeout(() => {
    waiting.delete(key);
    if (opened.last) publishStatus(opened.last);
  }, throttleMs).unref();
}

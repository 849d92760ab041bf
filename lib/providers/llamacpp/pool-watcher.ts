import { SidecarEvent, SidecarModels, type QueueEntry } from "@/lib/contract/sidecar";
import { endpointChange } from "@/lib/providers/llamacpp/endpoint-change";
import { sidecarAddress, sidecarFetch } from "@/lib/providers/llamacpp/sidecar-fetch";
import { toProviderModel } from "@/lib/providers/llamacpp/to-provider-model";
import type { ProviderModel, WaitState } from "@/lib/providers/provider";
import { readSse } from "@/lib/providers/read-sse";
import { singleton } from "@/lib/shared/singleton";

const reloadMs = 5_000;
const reconnectMs = { first: 100, most: 5_000 };

interface Watched {
  model?: string;
  /** Its request is under way. */
  named: boolean;
  listeners: Set<(state: WaitState) => void>;
}

/**
 * Follows the pool's events: keeps its last picture, and tells those who wait on a ticket where they stand. One
 * connection per process, open while somebody listens; a lost one is made anew, at once when the endpoint changes.
 */
class PoolWatcher {
  #pool: SidecarModels | null = null;
  #modelListeners = new Set<(models: ProviderModel[] | null) => void>();
  #tickets = new Map<string, Watched>();
  #connection: AbortController | null = null;
  #reloading = false;

  watchModels(onChange: (models: ProviderModel[] | null) => void): () => void {
    this.#modelListeners.add(onChange);
    if (this.#pool) onChange(this.#pool.models.map(toProviderModel));
    this.#open();
    return () => {
      this.#modelListeners.delete(onChange);
      this.#closeIfIdle();
    };
  }

  watchTicket(ticket: string, onWait: (state: WaitState) => void): () => void {
    const watched = this.#watched(ticket);
    watched.listeners.add(onWait);
    this.#open();
    this.#tellTicket(ticket);
    return () => {
      watched.listeners.delete(onWait);
      this.#forget(ticket);
      this.#closeIfIdle();
    };
  }

  /** Says which model a ticket is for, so that the model's load progress reaches those who wait on it. @returns the way to forget it */
  nameTicket(ticket: string, model: string): () => void {
    Object.assign(this.#watched(ticket), { model, named: true });
    this.#tellTicket(ticket);
    return () => {
      const watched = this.#tickets.get(ticket);
      if (watched) watched.named = false;
      this.#forget(ticket);
    };
  }

  #watched(ticket: string): Watched {
    const known = this.#tickets.get(ticket) ?? { named: false, listeners: new Set() };
    this.#tickets.set(ticket, known);
    return known;
  }

  #forget(ticket: string): void {
    const watched = this.#tickets.get(ticket);
    if (watched && !watched.listeners.size && !watched.named) this.#tickets.delete(ticket);
  }

  #open(): void {
    if (this.#connection) return;
    const connection = new AbortController();
    this.#connection = connection;
    void this.#run(connection);
  }

  #closeIfIdle(): void {
    const listening = this.#modelListeners.size || [...this.#tickets.values()].some((t) => t.listeners.size);
    if (listening) return;
    this.#connection?.abort();
    this.#connection = null;
    this.#pool = null;
  }

  async #run(connection: AbortController): Promise<void> {
    const { signal } = connection;
    let pauseMs = reconnectMs.first;
    while (!signal.aborted) {
      const changed = endpointChange(signal);
      try {
        if (sidecarAddress()) {
          const response = await sidecarFetch("/models/sse", { signal });
          for await (const { data } of readSse(response)) {
            const event = SidecarEvent.safeParse(data);
            if (!event.success) continue;
            pauseMs = reconnectMs.first;
            this.#apply(event.data);
          }
        }
      } catch {
        // Not reachable: the listeners are told below, the reason is the health's to say.
      }
      if (signal.aborted) return changed.stop();
      if (this.#pool) for (const listener of this.#modelListeners) listener(null);
      this.#pool = null;
      await Promise.race([changed.promise, pause(pauseMs)]);
      changed.stop();
      pauseMs = Math.min(pauseMs * 2, reconnectMs.most);
    }
  }

  #apply(event: SidecarEvent): void {
    switch (event.type) {
      case "snapshot":
        this.#pool = event.pool;
        for (const ticket of this.#tickets.keys()) this.#tellTicket(ticket);
        return this.#tellModels();
      case "model_status": {
        const known = this.#pool?.models.find(({ id }) => id === event.model);
        // A file that came after the snapshot.
        if (!known) return void this.#reload();
        const { status, progress, etaMs, etaP90Ms, error } = event;
        Object.assign(known, { status, progress, etaMs, etaP90Ms, error });
        for (const [ticket, watched] of this.#tickets)
          if (watched.model === event.model) this.#tellTicket(ticket);
        return this.#tellModels();
      }
      case "queue": {
        const { ticket, model, position, etaMs, etaP90Ms } = event;
        const entry: QueueEntry = { ticket, model, position, etaMs, etaP90Ms };
        if (this.#pool)
          this.#pool.queue = [...this.#pool.queue.filter((other) => other.ticket !== ticket), entry];
        const watched = this.#tickets.get(ticket);
        if (watched) watched.model ??= model;
        for (const listener of watched?.listeners ?? []) listener({ position, etaMs, etaP90Ms });
        return;
      }
      default:
        return event satisfies never;
    }
  }

  async #reload(): Promise<void> {
    if (this.#reloading) return;
    this.#reloading = true;
    try {
      const response = await sidecarFetch("/models", { signal: AbortSignal.timeout(reloadMs) });
      this.#pool = SidecarModels.parse(await response.json());
      this.#tellModels();
    } catch {
      // The next event, or the next listing, will do.
    } finally {
      this.#reloading = false;
    }
  }

  #tellModels(): void {
    const models = this.#pool?.models.map(toProviderModel) ?? null;
    for (const listener of this.#modelListeners) listener(models);
  }

  #tellTicket(ticket: string): void {
    const watched = this.#tickets.get(ticket);
    if (!watched?.listeners.size) return;
    const model = this.#pool?.models.find(({ id }) => id === watched.model);
    if (model?.status !== "loading") return;
    const state: WaitState = {
      etaMs: model.etaMs ?? null,
      etaP90Ms: model.etaP90Ms ?? null,
      ...(model.progress && { progress: model.progress.value }),
    };
    for (const listener of watched.listeners) listener(state);
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());

export function poolWatcher(): PoolWatcher {
  return singleton("pool-watcher", () => new PoolWatcher());
}

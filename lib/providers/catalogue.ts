import type { ProviderStatus } from "@/lib/contract/models";
import { isBreakerOpen } from "@/lib/providers/breaker";
import { engineProblem } from "@/lib/providers/engine-problem";
import type { Provider, ProviderModel } from "@/lib/providers/provider";
import { publishChanges } from "@/lib/providers/publish-status";
import { getProvider, listProviders } from "@/lib/providers/registry";
import { singleton } from "@/lib/shared/singleton";

/** What is known of one provider. */
export interface CatalogueEntry {
  provider: Provider;
  status: ProviderStatus;
  /** For a person. */
  error?: string;
  /** When it was last heard of; null: not asked yet. */
  checkedAt: Date | null;
  /** When it was last asked, `Date.now()`; news that it told by itself do not count: they need not be complete. */
  askedMs: number;
  /** It was listed at least once since the start: a model that is absent is really not there. */
  listed: boolean;
  /** The last that were seen; none when the provider is off. */
  models: ProviderModel[];
}

type Listener = (entry: CatalogueEntry) => void | Promise<void>;

const askTimeoutMs = 5_000;
const firstWaitMs = 300;

const keyOf = ({ id, invalid, status }: ProviderModel) => `${id} ${Boolean(invalid)} ${status === "failed"}`;

/** News bring models and change them; that one is gone is only believed when the engine was asked. */
function merge(known: readonly ProviderModel[], news: readonly ProviderModel[]): ProviderModel[] {
  const told = new Map(news.map((model) => [model.id, model]));
  const kept = known.map((model) => told.get(model.id) ?? model);
  const ids = new Set(known.map(({ id }) => id));
  return [...kept, ...news.filter(({ id }) => !ids.has(id))];
}

/** Stale-while-revalidate: readers get what is known at once, one dead or slow provider costs the others nothing. */
class Catalogue {
  #entries = new Map<string, CatalogueEntry>();
  #running = new Map<string, Promise<CatalogueEntry>>();
  #listeners = new Set<Listener>();

  /** Everything that is known now. A provider never asked before is waited for, 300 ms at most for all together. */
  async read(): Promise<CatalogueEntry[]> {
    const providers = listProviders();
    const unknown = providers.filter(({ id }) => !this.#entries.get(id)?.checkedAt);
    for (const provider of providers) if (this.#isStale(provider)) void this.refresh(provider.id);
    if (unknown.length) {
      const answers = Promise.all(unknown.map(({ id }) => this.#running.get(id)));
      await Promise.race([answers, new Promise((done) => setTimeout(done, firstWaitMs).unref())]);
    }
    return providers.map((provider) => this.entry(provider));
  }

  /** What is known of one provider, without asking it. */
  entry(provider: Provider): CatalogueEntry {
    const known = this.#entries.get(provider.id);
    if (!known || known.provider !== provider)
      return {
        provider,
        status: "down",
        error: "It is being checked.",
        checkedAt: null,
        askedMs: 0,
        listed: false,
        models: [],
      };
    return known.status === "up" && isBreakerOpen(provider.id)
      ? { ...known, status: "degraded", error: "Several answers in a row failed." }
      : known;
  }

  /** Asks one provider now; askers at the same time share one answer. Never throws: failures are the entry's status. */
  refresh(providerId: string): Promise<CatalogueEntry> {
    const provider = getProvider(providerId);
    if (!provider) return Promise.reject(new Error(`no provider ${providerId}`));
    const running = this.#running.get(providerId);
    if (running) return running;
    const asked = this.#ask(provider).finally(() => this.#running.delete(providerId));
    this.#running.set(providerId, asked);
    return asked;
  }

  /** News from an engine that tells of its models by itself; null when it can not be reached. */
  async told(provider: Provider, models: ProviderModel[] | null): Promise<void> {
    const before = this.entry(provider);
    const down = {
      status: "down" as const,
      error: `${provider.label} is restarting.`,
      models: before.models,
    };
    const up = { status: "up" as const, models: merge(before.models, models ?? []) };
    const { askedMs } = before;
    const listed = before.listed || models !== null;
    const next = { provider, checkedAt: new Date(), askedMs, listed, ...(models ? up : down) };
    // Progress comes many times a second; whoever waits for listings wants to know of models, not of it.
    const sameModels =
      before.status === "up" && before.models.map(keyOf).join() === next.models.map(keyOf).join();
    await this.#set(next, !sameModels);
  }

  /** Calls back, one after the other, whenever a provider was listed; readers of the same listing wait for it. */
  onListed(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Forgets everything. */
  clear(): void {
    this.#entries.clear();
    this.#running.clear();
  }

  #isStale({ id, listFreshMs }: Provider): boolean {
    return Date.now() - (this.#entries.get(id)?.askedMs ?? 0) > listFreshMs;
  }

  async #ask(provider: Provider): Promise<CatalogueEntry> {
    const before = this.entry(provider);
    const base = { provider, listed: before.listed, models: before.models, askedMs: Date.now() };
    const signal = AbortSignal.timeout(askTimeoutMs);
    let next: CatalogueEntry;
    try {
      const { status, error } = await provider.health(signal);
      const asked = status === "up" || status === "degraded";
      const models = asked ? await provider.list(signal) : status === "off" ? [] : before.models;
      next = {
        ...base,
        status,
        ...(error && { error }),
        models,
        listed: before.listed || asked,
        checkedAt: new Date(),
      };
    } catch (error) {
      next = {
        ...base,
        status: "down",
        error: engineProblem(provider, error).message,
        checkedAt: new Date(),
      };
    }
    await this.#set(next);
    return next;
  }

  async #set(entry: CatalogueEntry, tell = true): Promise<void> {
    const before = this.#entries.get(entry.provider.id);
    this.#entries.set(entry.provider.id, entry);
    publishChanges(before, entry);
    if (tell && (entry.status === "up" || entry.status === "degraded"))
      for (const listener of this.#listeners) await listener(entry);
  }
}

export function catalogue(): Catalogue {
  return singleton("catalogue", () => new Catalogue());
}

import { simulateReadableStream } from "ai";
import { MockLanguageModelV3 } from "ai/test";
import type { ProblemError } from "@/lib/errors";
import { catalogue } from "@/lib/providers/catalogue";
import type { Provider, ProviderHealth, ProviderModel, WaitState } from "@/lib/providers/provider";
import { setProviders } from "@/lib/providers/registry";
import type { ProviderKind } from "@/lib/contract/selection";
import { keepProfiles } from "@/lib/services/models/start-catalogue";

export interface Preparation {
  model: string;
  ticket: string;
  signal: AbortSignal;
  /** Tells progress and place in line. */
  wait: (state: WaitState) => void;
  /** The model is loaded now. */
  finish: () => void;
  fail: (error: ProblemError) => void;
}

const capabilities = { images: false, tools: false, embeddings: false };

/** An engine without an engine: its models, its health and the end of each load are the test's to say. */
export class FakeProvider implements Provider {
  readonly id: string;
  readonly kind: ProviderKind;
  readonly label: string;
  readonly remote = false;
  listFreshMs = 60_000;
  models: ProviderModel[] = [];
  state: ProviderHealth = { status: "up" };
  /** Never answers while it is set. */
  hangs = false;
  /** Loads that were begun, in order. */
  readonly preparations: Preparation[] = [];
  /** Models that were foreseen, in order. */
  readonly warmed: string[] = [];
  /** Those of them that can be taken back and were not, by their tickets. */
  readonly wishes = new Map<string, string>();
  #arrivals: (() => void)[] = [];

  constructor(id = "llamacpp", kind: ProviderKind = "llamacpp") {
    this.id = id;
    this.kind = kind;
    this.label = id;
  }

  /** Adds a model; "ready" unless it says otherwise. */
  add(id: string, more: Partial<ProviderModel> = {}): this {
    this.models.push({ id, displayName: id, status: "ready", capabilities, ...more });
    return this;
  }

  list = async (signal: AbortSignal): Promise<ProviderModel[]> => {
    if (this.hangs) await hang(signal);
    return structuredClone(this.models);
  };

  health = async (signal: AbortSignal): Promise<ProviderHealth> => {
    if (this.hangs) await hang(signal);
    return this.state;
  };

  languageModel = () =>
    new MockLanguageModelV3({
      doStream: async () => ({
        stream: simulateReadableStream({
          chunks: [
            { type: "text-start", id: "0" },
            { type: "text-delta", id: "0", delta: "Hello." },
            { type: "text-end", id: "0" },
            {
              type: "finish",
              finishReason: { unified: "stop", raw: "stop" },
              usage: {
                inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
                outputTokens: { total: 1, text: 1, reasoning: 0 },
              },
            },
          ],
        }),
      }),
    });

  prepare: Provider["prepare"] = (model, { signal, ticket, onWait }) =>
    new Promise((resolve, reject) => {
      // A model that was loaded for somebody else meanwhile is there, as with a real engine.
      if (this.models.find(({ id }) => id === model)?.status === "ready") return resolve();
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      const finish = () => {
        const known = this.models.find(({ id }) => id === model);
        if (known) known.status = "ready";
        resolve();
      };
      this.preparations.push({ model, ticket, signal, wait: onWait, finish, fail: reject });
      for (const arrived of this.#arrivals.splice(0)) arrived();
    });

  warm: NonNullable<Provider["warm"]> = async (model, { ticket }) => {
    this.warmed.push(model);
    if (ticket) this.wishes.set(ticket, model);
  };

  takeBack = async (ticket: string): Promise<void> => {
    this.wishes.delete(ticket);
  };

  /** The load number `index` (0 is the first), as soon as it begins. */
  async preparation(index: number): Promise<Preparation> {
    for (;;) {
      const found = this.preparations[index];
      if (found) return found;
      await new Promise<void>((resolve) => this.#arrivals.push(resolve));
    }
  }
}

const hang = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

/** The site has exactly these engines, listed and with profiles for what they have. */
export async function installProviders(...providers: FakeProvider[]): Promise<void> {
  setProviders(providers);
  keepProfiles();
  for (const { id, hangs } of providers) if (!hangs) await catalogue().refresh(id);
}

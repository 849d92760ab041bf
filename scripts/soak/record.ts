import { quantile } from "@/scripts/bench/statistics";
import { modelNames, type ModelName } from "./soak-sidecar";

/** One request, from its sending to its end. */
export interface Asked {
  model: ModelName;
  /** A kill met it: it may end as interrupted. */
  excused: boolean;
}

interface KillWindow {
  /** Null: of the manager, which meets everybody. */
  model: ModelName | null;
}

/** What a soak has seen: counts, times, and everything that must not happen. */
export class SoakRecord {
  readonly counts = {
    completed: 0,
    cancelled: 0,
    reconnected: 0,
    interrupted: 0,
    switches: 0,
    loads: 0,
    unloads: 0,
    runnerKills: 0,
    managerKills: 0,
  };
  readonly answersOf: Record<ModelName, number> = { "a.gguf": 0, "b.gguf": 0, "c.gguf": 0 };
  readonly firstTextMs: number[] = [];
  readonly violations: string[] = [];
  readonly #running = new Set<Asked>();
  readonly #windows = new Set<KillWindow>();

  violation(sentence: string): void {
    if (!this.violations.includes(sentence)) this.violations.push(sentence);
  }

  begin(model: ModelName): Asked {
    const met = [...this.#windows].some((window) => window.model === null || window.model === model);
    const asked = { model, excused: met };
    this.#running.add(asked);
    return asked;
  }

  end(asked: Asked): void {
    this.#running.delete(asked);
  }

  /** From now until the returned function is called, answers of that model (null: all) may be cut. */
  kill(model: ModelName | null): () => void {
    const window = { model };
    this.#windows.add(window);
    for (const asked of this.#running) if (model === null || asked.model === model) asked.excused = true;
    if (model === null) this.counts.managerKills++;
    else this.counts.runnerKills++;
    return () => void this.#windows.delete(window);
  }

  /** The words of an answer are those of the model that was asked. */
  completed(asked: Asked, text: string): void {
    this.counts.completed++;
    this.answersOf[asked.model]++;
    const foreign = text.split(" ").filter((word) => !word.startsWith(asked.model.charAt(0)));
    if (text === "" || foreign.length > 0)
      this.violation(`an answer of ${asked.model} was not its own: ${JSON.stringify(text.slice(0, 80))}`);
  }

  /** An answer was cut, not by its reader. */
  cut(asked: Asked, how: string): void {
    if (asked.excused) this.counts.interrupted++;
    else this.violation(`an answer of ${asked.model} was dropped without a kill: ${how}`);
  }

  lines(tookMs: number): string[] {
    const { completed, cancelled, reconnected, interrupted, switches, loads, unloads, ...kills } =
      this.counts;
    const ms = (share: number): string => `${quantile(this.firstTextMs, share).toFixed(0)} ms`;
    return [
      `${completed} answers completed (${modelNames.map((name) => `${name} ${this.answersOf[name]}`).join(", ")}) in ${(tookMs / 1000).toFixed(0)} s`,
      `${cancelled} cancelled, ${reconnected} reloaded, ${interrupted} interrupted by ${kills.runnerKills} kills of runners and ${kills.managerKills} of the manager`,
      `${switches} switches, ${loads} loads, ${unloads} unloads`,
      `first text p50 ${ms(0.5)}, p95 ${ms(0.95)}, longest ${ms(1)}`,
    ];
  }
}

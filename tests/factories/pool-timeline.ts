import type { PoolWorld } from "@/tests/factories/pool-world";

/** Lets a pool's world run by the clock: loads, exits and answers take their time, and what is planned happens then. */
export class PoolTimeline {
  /** How long each ticket's answer takes. */
  readonly answerMsOf = new Map<string, number>();
  /** Of each ticket that was handed over: the time from its arrival. */
  readonly waitsMs = new Map<string, number>();
  /** In the order in which they were handed over, with who was waiting for the same then. */
  readonly handedOver: { ticket: string; waiting: string[] }[] = [];
  readonly #planned: { atMs: number; what: () => unknown }[] = [];
  /** Runners and answers whose end is planned already. */
  readonly #known = new Set<string>();
  readonly #arrivedAtMs = new Map<string, number>();

  constructor(
    readonly world: PoolWorld,
    readonly durations: { loadMs: number; exitMs: number },
  ) {}

  at(atMs: number, what: () => unknown): void {
    this.#planned.push({ atMs, what });
  }

  /** Until nothing is planned and no timer runs. @throws when that takes for ever */
  run(): void {
    for (let turn = 0; turn < 10_000; turn += 1) {
      const next = this.#planned.toSorted((left, right) => left.atMs - right.atMs)[0];
      const { timerAtMs, atMs } = this.world;
      if (timerAtMs !== null && (!next || timerAtMs <= next.atMs)) this.world.passes(timerAtMs - atMs);
      else if (next) {
        this.#planned.splice(this.#planned.indexOf(next), 1);
        this.world.passes(Math.max(0, next.atMs - atMs));
        next.what();
      } else return;
      this.#look();
    }
    throw new Error("it does not come to rest");
  }

  /** Notes what has begun, and plans its end. */
  #look(): void {
    const { world } = this;
    for (const { id } of world.pool.waiting) this.#arrive(id);
    for (const [model, { loadId, doing }] of world.runners) {
      if (doing === "load") this.#plan(`load ${loadId}`, this.durations.loadMs, () => world.loaded(model));
      if (doing === "exit") this.#plan(`exit ${loadId}`, this.durations.exitMs, () => world.exited(model));
    }
    for (const [ticket] of world.answers) {
      if (this.#known.has(ticket)) continue;
      this.#arrive(ticket);
      this.waitsMs.set(ticket, world.atMs - (this.#arrivedAtMs.get(ticket) ?? world.atMs));
      this.handedOver.push({ ticket, waiting: world.pool.waiting.map(({ id }) => id) });
      this.#plan(ticket, this.answerMsOf.get(ticket) ?? 1, () => world.answered(ticket));
    }
  }

  #arrive(ticket: string): void {
    if (!this.#arrivedAtMs.has(ticket)) this.#arrivedAtMs.set(ticket, this.world.atMs);
  }

  #plan(name: string, ms: number, what: () => unknown): void {
    if (this.#known.has(name)) return;
    this.#known.add(name);
    this.at(this.world.atMs + ms, what);
  }
}

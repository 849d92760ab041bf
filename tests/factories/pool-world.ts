import { decide } from "@/sidecar/pool/decide";
import type { PoolNews } from "@/sidecar/pool/decision-loop";
import type { PoolCommand } from "@/sidecar/pool/events";
import { reservedBytes } from "@/sidecar/pool/ledger";
import { defaultLimits, type PoolLimits } from "@/sidecar/pool/pool-limits";
import { checkDecision, checkPool } from "@/tests/factories/pool-invariants";
import { emptyPool, type LoadShape, type Pool, type Urgency } from "@/sidecar/pool/state";

export type Outcome = "handed over" | "cancelled" | `refused: ${string}`;

interface ArriveOptions {
  kind?: "chat" | "embed" | "load";
  key?: string;
  urgency?: Urgency;
}

/**
 * A shell without processes for tests of `decide`: it keeps what the commands started and lets the test say
 * how and when that ends. After each event it checks the pool's invariants and throws when one is broken.
 */
export class PoolWorld {
  pool: Pool;
  atMs = 0;
  timerAtMs: number | null = null;
  /** Commands of the last event. */
  commands: PoolCommand[] = [];
  readonly outcomes = new Map<string, Outcome>();
  /** Ticket → model, for answers that run. */
  readonly answers = new Map<string, string>();
  /** Answers that ended by a command rather than by themselves, with the code. */
  readonly broken = new Map<string, string>();
  /** Runners that exist: model → its load and what it is doing. */
  readonly runners = new Map<
    string,
    { loadId: number; doing: "load" | "serve" | "exit"; shape: LoadShape }
  >();
  readonly loads: string[] = [];
  readonly unloads: string[] = [];
  readonly arrived = new Set<string>();
  /** What each model's load is expected to take; 1 s where nothing is said. */
  readonly loadMsOf: Record<string, number> = {};

  constructor(
    readonly shapesOf: Record<string, LoadShape[]>,
    budgetBytes: number,
    limits: Partial<PoolLimits> = {},
  ) {
    this.pool = emptyPool(budgetBytes, Number.MAX_SAFE_INTEGER, { ...defaultLimits, ...limits });
  }

  arrive(
    id: string,
    model: string,
    { kind = "chat", key = id, urgency = "request" }: ArriveOptions = {},
  ): this {
    this.arrived.add(id);
    const ticket = { id, kind, model, fairnessKey: key, urgency };
    return this.tell({
      type: "ticket-arrived",
      ticket,
      shapes: this.shapesOf[model] ?? [],
      loadEtaMs: this.loadMsOf[model] ?? 1_000,
      loadEtaP90Ms: 2 * (this.loadMsOf[model] ?? 1_000),
      reloadMs: this.loadMsOf[model] ?? 1_000,
    });
  }

  cancel(ticket: string): this {
    return this.tell({ type: "ticket-cancelled", ticket });
  }

  loaded(model: string): this {
    const runner = this.runnerOf(model, "load");
    runner.doing = "serve";
    const { sequences, contextSize } = runner.shape;
    return this.tell({ type: "load-ended", model, loadId: runner.loadId, ok: true, sequences, contextSize });
  }

  loadFails(model: string, { outOfMemory = false } = {}): this {
    const { loadId } = this.runnerOf(model, "load");
    this.runners.delete(model);
    const error = { code: "load_failed", message: "It did not load." } as const;
    return this.tell({ type: "load-ended", model, loadId, ok: false, error, outOfMemory });
  }

  exited(model: string): this {
    const { loadId } = this.runnerOf(model, "exit");
    this.runners.delete(model);
    return this.tell({ type: "unload-ended", model, loadId });
  }

  dies(model: string): this {
    const runner = this.runners.get(model);
    if (!runner) throw new Error(`${model} has no runner`);
    this.runners.delete(model);
    const error = { code: "runner_gone", message: "The model's process ended." } as const;
    return this.tell({ type: "runner-gone", model, loadId: runner.loadId, error });
  }

  answered(ticket: string): this {
    if (!this.answers.delete(ticket)) throw new Error(`${ticket} is not being answered`);
    return this.tell({ type: "answer-ended", ticket });
  }

  /** Loads a model for nobody in particular, uses it so many times, and leaves it idle. */
  resident(model: string, uses = 1): this {
    for (let use = 0; use < uses; use += 1) {
      const id = `use-${model}-${this.atMs}`;
      this.arrive(id, model);
      if (use === 0) this.loaded(model);
      this.answered(id).passes(1);
    }
    return this;
  }

  passes(ms: number): this {
    const untilMs = this.atMs + ms;
    while (this.timerAtMs !== null && this.timerAtMs <= untilMs) {
      this.atMs = this.timerAtMs;
      this.timerAtMs = null;
      this.tell({ type: "idle-elapsed" });
    }
    this.atMs = untilMs;
    return this;
  }

  status(model: string): string {
    return this.pool.models[model]?.status ?? "cold";
  }

  tell(event: PoolNews): this {
    const former = this.pool;
    const text = JSON.stringify(former);
    const decision = decide(former, { ...event, atMs: this.atMs });
    if (JSON.stringify(former) !== text) throw new Error("decide changed its input");
    this.pool = decision.pool;
    this.commands = decision.commands;
    for (const command of decision.commands) this.carryOut(command, former);
    this.checkTickets();
    checkPool(this.pool, this.atMs);
    checkDecision(former, event, decision, this.atMs);
    if (this.timerAtMs !== null && this.timerAtMs <= this.atMs) throw new Error("the timer is in the past");
    return this;
  }

  private carryOut(command: PoolCommand, former: Pool): void {
    switch (command.type) {
      case "begin-load": {
        const { model, loadId, shape } = command;
        if (this.runners.has(model)) throw new Error(`${model} would run twice`);
        if (![...former.waiting, ...this.pool.waiting].some((ticket) => ticket.model === model))
          throw new Error(`nobody waits for ${model}`);
        this.runners.set(model, { loadId, shape, doing: "load" });
        this.loads.push(model);
        return;
      }
      case "begin-unload": {
        const answering = [...this.answers].filter(([, model]) => model === command.model);
        if (answering.length > 0) throw new Error(`${command.model} is unloaded while it answers`);
        const runner = this.runners.get(command.model);
        if (!runner) throw new Error(`${command.model} has no runner to unload`);
        runner.doing = "exit";
        this.unloads.push(command.model);
        return;
      }
      case "hand-over": {
        this.ends(command.ticket, "handed over");
        const runner = this.runners.get(command.model);
        if (runner?.doing !== "serve") throw new Error(`${command.model} is handed over but not loaded`);
        const held = this.pool.models[command.model]?.leases.some((lease) => lease.ticket === command.ticket);
        if (held) this.answers.set(command.ticket, command.model);
        const running = [...this.answers.values()].filter((model) => model === command.model);
        if (running.length > runner.shape.sequences) throw new Error(`${command.model} has too many answers`);
        return;
      }
      case "refuse":
        return this.ends(
          command.ticket,
          command.error.code === "cancelled" ? "cancelled" : `refused: ${command.error.code}`,
        );
      case "break-lease":
        if (!this.answers.delete(command.ticket)) throw new Error(`${command.ticket} was not being answered`);
        this.broken.set(command.ticket, command.error.code);
        return;
      case "set-timer":
        this.timerAtMs = command.atMs;
        return;
      case "cancel-answer":
      case "publish-queue":
        return;
      default: {
        const never: never = command;
        return never;
      }
    }
  }

  private ends(ticket: string, outcome: Outcome): void {
    if (!this.arrived.has(ticket)) throw new Error(`${ticket} never arrived`);
    if (this.outcomes.has(ticket)) throw new Error(`${ticket} ended twice`);
    this.outcomes.set(ticket, outcome);
  }

  private checkTickets(): void {
    const running = [...this.runners.values()].reduce((sum, runner) => sum + runner.shape.bytes, 0);
    if (running > reservedBytes(this.pool))
      throw new Error(`${running} bytes in use of ${reservedBytes(this.pool)} that are booked`);
    const waiting = new Set(this.pool.waiting.map((ticket) => ticket.id));
    for (const ticket of this.arrived) {
      if (waiting.has(ticket) === this.outcomes.has(ticket))
        throw new Error(`${ticket} is neither waiting nor ended, or both`);
    }
  }

  private runnerOf(
    model: string,
    doing: "load" | "exit",
  ): { loadId: number; doing: string; shape: LoadShape } {
    const runner = this.runners.get(model);
    if (runner?.doing !== doing)
      throw new Error(`${model}: wanted ${doing}, is ${runner?.doing ?? "without a runner"}`);
    return runner;
  }
}

/** One shape of so many bytes with so many sequences. */
export function shape(bytes: number, sequences = 4): LoadShape[] {
  return [{ sequences, contextSize: 4096, bytes }];
}

/** Two models of 60 bytes, one of 30, one that can never fit, a budget of 100. */
export function smallPool(limits = {}, budgetBytes = 100): PoolWorld {
  return new PoolWorld(
    { a: shape(60), b: shape(60), small: shape(30), huge: shape(101) },
    budgetBytes,
    limits,
  );
}

import type { LoadProgress } from "@/lib/contract/sidecar";
import type { FromRunner, ToRunner } from "@/sidecar/runner/protocol";
import type { Log } from "@/sidecar/supervisor/log";
import { clockMs } from "./clock";
import type { PoolNews } from "./decision-loop";
import { loadBegun, loadProgress } from "./load-progress";
import { kernelOomKills, killedForMemorySince, saysOutOfMemory } from "./out-of-memory";
import type { RunnerProcess } from "./runner-process";
import type { LoadShape, PoolError } from "./state";

/** A healthy runner ends a cancelled answer between two chunks of a prompt. */
const cancelSilenceMs = 60_000;

/** A runner with a model, from the beginning of its load to its exit. */
export interface Resident {
  readonly model: string;
  readonly loadId: number;
  /** Its process, and the one below it that has the model where there is such a one. */
  readonly pids: readonly number[];
  readonly begunAtMs: number;
  readyAtMs: number | null;
  progress: LoadProgress;
  threads: number;
  measuredBytes: number | null;
  measuredAtMs: number;
  send(message: ToRunner): void;
  /** Asks it to stop an answer, and kills it when it does not react at all. */
  cancelAnswer(ticket: string): void;
  /** Wanted unload; the pool hears `unload-ended` at the exit. */
  leave(): void;
}

export interface LoadInput {
  model: string;
  loadId: number;
  path: string;
  /** A load that says nothing for so long is stuck. */
  silenceMs: number;
  shape: LoadShape;
  threads: number;
}

export interface ResidentListener {
  /** For the pool. */
  tell(event: PoolNews): void;
  progress(resident: Resident): void;
  /** Everything that a runner says about a ticket. */
  answer(resident: Resident, message: Extract<FromRunner, { ticket: string }>): void;
  gone(resident: Resident): void;
}

/**
 * Gives a runner its model and sees to it until its exit: one event for each end, whatever happens. A spare that had
 * died unnoticed is replaced once.
 */
export function beginLoad(
  input: LoadInput,
  takeRunner: () => RunnerProcess,
  listener: ResidentListener,
  log: Log,
): Resident {
  const { model, loadId } = input;
  let runner = takeRunner();
  let replaced = false;
  let heardOfLoad = false;
  let leaving = false;
  let failure: PoolError | null = null;
  let heardAtMs = clockMs();
  const oomKills = kernelOomKills();
  let stuckTimer: NodeJS.Timeout | undefined;
  const cancelTimers = new Map<string, NodeJS.Timeout>();

  const resident: Resident = {
    model,
    loadId,
    get pids() {
      return runner.pids;
    },
    begunAtMs: clockMs(),
    readyAtMs: null,
    progress: loadBegun(),
    threads: input.threads,
    measuredBytes: null,
    measuredAtMs: 0,
    send: (message) => runner.send(message),
    cancelAnswer(ticket) {
      runner.send({ type: "cancel", ticket });
      const askedAtMs = clockMs();
      const timer = setTimeout(() => {
        cancelTimers.delete(ticket);
        if (heardAtMs > askedAtMs) return;
        log("error", "A runner does not react; it is killed.", { model, runner: runner.pid });
        runner.kill();
      }, cancelSilenceMs);
      cancelTimers.set(ticket, timer);
    },
    leave() {
      leaving = true;
      runner.kill();
    },
  };

  /** The pool hears of a failed load at the exit, when its memory is back. */
  function failLoad(error: PoolError): void {
    failure ??= error;
    clearTimeout(stuckTimer);
    runner.kill();
  }

  function watchSilence(): void {
    clearTimeout(stuckTimer);
    stuckTimer = setTimeout(() => {
      failLoad({
        code: "load_failed",
        message: `Loading ${model} made no progress for ${Math.round(input.silenceMs / 1000)} s.`,
      });
    }, input.silenceMs);
  }

  function hear(message: FromRunner): void {
    heardAtMs = clockMs();
    heardOfLoad ||= message.type !== "spare-ready";
    switch (message.type) {
      case "spare-ready":
      case "engine-process":
        return;
      case "load-progress":
        watchSilence();
        resident.progress = loadProgress(message.stage, message.value);
        return listener.progress(resident);
      case "loaded": {
        if (leaving || failure) return;
        clearTimeout(stuckTimer);
        resident.readyAtMs = clockMs();
        const { sequences, contextSize } = message.info;
        return listener.tell({ type: "load-ended", model, loadId, ok: true, sequences, contextSize });
      }
      case "load-failed":
        return failLoad(message.error);
      case "ended":
      case "embedded":
      case "counted":
      case "failed":
        clearTimeout(cancelTimers.get(message.ticket));
        cancelTimers.delete(message.ticket);
        return listener.answer(resident, message);
      case "started":
      case "delta":
        return listener.answer(resident, message);
      default: {
        const never: never = message;
        return never;
      }
    }
  }

  function exit(cause: string): void {
    if (!leaving && !failure && !heardOfLoad && !replaced) {
      replaced = true;
      runner = takeRunner();
      return begin();
    }
    clearTimeout(stuckTimer);
    for (const timer of cancelTimers.values()) clearTimeout(timer);
    listener.gone(resident);
    if (leaving) return listener.tell({ type: "unload-ended", model, loadId });
    if (resident.readyAtMs === null) {
      const outOfMemory = failure ? saysOutOfMemory(failure.message) : killedForMemorySince(oomKills);
      const error = failure ?? {
        code: "load_failed",
        message: `The process that was loading ${model} ${cause}.`,
      };
      return listener.tell({ type: "load-ended", model, loadId, ok: false, error, outOfMemory });
    }
    log("error", `The runner of ${model} ${cause}.`, { runner: runner.pid });
    const error = {
      code: "runner_gone",
      message: `The process that was running ${model} ${cause}.`,
    } as const;
    return listener.tell({ type: "runner-gone", model, loadId, error });
  }

  function begin(): void {
    watchSilence();
    const { path, threads } = input;
    const { contextSize, sequences } = input.shape;
    runner.own({ message: hear, exit });
    runner.send({ type: "load", options: { path, model, contextSize, sequences, threads } });
  }

  begin();
  return resident;
}

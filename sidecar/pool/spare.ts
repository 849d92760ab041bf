import type { Log } from "@/sidecar/supervisor/log";
import { mayRaisePriority, setProcessPriority } from "./priority";
import type { RunnerProcess } from "./runner-process";

/** A spare is started when nothing has changed for so long and nobody is being answered … */
const calmMs = 250;
/** … or, where it is never calm, so long after the last one was taken. Never during a load. */
const patienceMs = 10_000;
const failedMs = 1_000;
const lowPriority = 10;
/** Spares that die before anybody needs them: something is wrong with the installation. */
const mostFailures = 3;

export interface SpareKeeper {
  /** A runner for a load now: the spare, even while it is still starting, else a fresh one. */
  take(): RunnerProcess;
  /** Tells how busy the pool is. */
  note(activity: { answers: number; loads: number }): void;
  /** Is one there that a load could begin in at once? */
  isReady(): boolean;
  pid(): number | null;
  /** Resolves when the spare has gone: whoever waits for the sidecar's end leaves no process behind. */
  close(): Promise<void>;
}

/** Keeps one runner warm, with the library loaded and no model. */
export function createSpareKeeper(start: () => RunnerProcess, log: Log): SpareKeeper {
  const lower = mayRaisePriority();
  let spare: RunnerProcess | null = null;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;
  let failures = 0;
  let gone = () => {};
  let activity = { answers: 0, loads: 0 };
  let activeAtMs = performance.now();
  let neededSinceMs = performance.now();

  function plan(delayMs: number): void {
    if (timer || closed || spare || failures >= mostFailures) return;
    timer = setTimeout(() => {
      timer = null;
      const nowMs = performance.now();
      const calm = activity.answers === 0 && nowMs - activeAtMs >= calmMs;
      if (activity.loads === 0 && (calm || nowMs - neededSinceMs >= patienceMs)) startSpare();
      else plan(calmMs);
    }, delayMs);
  }

  function startSpare(): void {
    const runner = start();
    spare = runner;
    if (lower) setProcessPriority(runner.pid, lowPriority);
    runner.own({
      message(message) {
        if (message.type !== "spare-ready") return;
        failures = 0;
        if (lower) setProcessPriority(runner.pid, 0);
      },
      exit(cause) {
        spare = null;
        failures += 1;
        gone();
        if (!closed) log("warn", `The spare runner ${cause}.`, { failures });
        plan(failedMs * 2 ** failures);
      },
    });
  }

  plan(calmMs);
  return {
    take() {
      const taken = spare;
      spare = null;
      neededSinceMs = performance.now();
      plan(calmMs);
      if (!taken) return start();
      // Taken while it starts: from now on somebody waits for it.
      if (lower && !taken.isReady) setProcessPriority(taken.pid, 0);
      return taken;
    },
    note(now) {
      // A load that went well: whatever killed the spares has gone.
      if (activity.loads > 0 && now.loads === 0) failures = 0;
      if (now.answers !== activity.answers || now.loads !== activity.loads) activeAtMs = performance.now();
      activity = now;
      plan(calmMs);
    },
    isReady: () => spare?.isReady ?? false,
    pid: () => spare?.pid ?? null,
    close() {
      closed = true;
      if (timer) clearTimeout(timer);
      const dying = spare;
      if (!dying) return Promise.resolve();
      return new Promise((resolve) => {
        gone = resolve;
        dying.kill();
      });
    },
  };
}

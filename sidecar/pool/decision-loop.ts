import type { Log } from "@/sidecar/supervisor/log";
import { decide } from "./decide";
import type { PoolCommand, PoolEvent } from "./events";
import { clockMs } from "./clock";
import type { Pool } from "./state";

type Unstamped<Event> = Event extends unknown ? Omit<Event, "atMs"> : never;

/** An event as whoever saw it tells it; the loop puts the time on it. */
export type PoolNews = Unstamped<PoolEvent>;

export interface DecisionLoop {
  pool(): Pool;
  tell(event: PoolNews): void;
  /** No timer will go off any more. */
  stop(): void;
}

export interface LoopOwner {
  carryOut(command: Exclude<PoolCommand, { type: "set-timer" }>): void;
  /** After each event, when its commands have been carried out. */
  decided(before: Pool, after: Pool): void;
}

/** Holds the pool's state: one event at a time goes in, and what its commands cause comes after it. */
export function createDecisionLoop(initial: Pool, owner: LoopOwner, log: Log): DecisionLoop {
  let pool = initial;
  let timer: NodeJS.Timeout | undefined;
  let deciding = false;
  const events: PoolNews[] = [];

  function tell(event: PoolNews): void {
    events.push(event);
    if (deciding) return;
    deciding = true;
    try {
      for (let next = events.shift(); next; next = events.shift()) step(next);
    } finally {
      deciding = false;
    }
  }

  function step(event: PoolNews): void {
    const before = pool;
    const decision = decide(pool, { ...event, atMs: clockMs() });
    pool = decision.pool;
    for (const command of decision.commands) {
      try {
        if (command.type === "set-timer") setTimer(command.atMs);
        else owner.carryOut(command);
      } catch (error) {
        log("error", `The pool could not carry out ${command.type}.`, { error: String(error) });
      }
    }
    owner.decided(before, pool);
  }

  function setTimer(atMs: number | null): void {
    clearTimeout(timer);
    if (atMs !== null)
      timer = setTimeout(() => tell({ type: "idle-elapsed" }), Math.max(1, atMs - clockMs()));
  }

  return { pool: () => pool, tell, stop: () => clearTimeout(timer) };
}

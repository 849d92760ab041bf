import type { QueueEntry } from "@/lib/contract/sidecar";
import type { LoadShape, Pool, PoolError, TicketKind, Urgency } from "./state";

/** What happened. `atMs` is the shell's clock; `loadId` names the load that a runner was started for. */
export type PoolEvent = { atMs: number } & (
  | {
      type: "ticket-arrived";
      ticket: { id: string; kind: TicketKind; model: string; fairnessKey: string; urgency: Urgency };
      /** Ways to load the model, the preferred one first; at least one. */
      shapes: LoadShape[];
      loadEtaMs: number;
      loadEtaP90Ms: number;
      /** What a load is expected to take with the file in the page cache. */
      reloadMs: number;
    }
  | { type: "ticket-cancelled"; ticket: string }
  | { type: "load-ended"; model: string; loadId: number; ok: true; sequences: number; contextSize: number }
  /** Told only once the runner has exited: a failed load holds no memory. */
  | {
      type: "load-ended";
      model: string;
      loadId: number;
      ok: false;
      error: PoolError;
      /** There was not enough memory for it. */
      outOfMemory: boolean;
    }
  /** The runner has exited as asked: its memory is back. */
  | { type: "unload-ended"; model: string; loadId: number }
  /** The runner has exited by itself. */
  | { type: "runner-gone"; model: string; loadId: number; error: PoolError }
  | { type: "answer-ended"; ticket: string }
  /** The timer that `set-timer` asked for. */
  | { type: "idle-elapsed" }
  | { type: "unload-asked"; model: string; drainMs: number | null; force: boolean }
  | { type: "pin-asked"; model: string; pinned: boolean }
  | {
      type: "memory-changed";
      memAvailableBytes?: number;
      budgetBytes?: number;
      measured?: { model: string; loadId: number; bytes: number };
    }
  /** `force`: the deadline has passed, answers that still run are ended. */
  | { type: "shutdown-asked"; force: boolean }
);

/** What the shell has to do. */
export type PoolCommand =
  | { type: "begin-load"; model: string; loadId: number; shape: LoadShape }
  | { type: "begin-unload"; model: string; loadId: number; reason: UnloadReason }
  /** The ticket's wait is over: a chat or embed ticket holds a lease now, a load ticket is done. */
  | { type: "hand-over"; ticket: string; model: string; loadId: number }
  /** The ticket's wait is over without a result. */
  | { type: "refuse"; ticket: string; error: PoolError }
  /** The client of a running answer has gone: the runner should stop; the lease lasts until it has. */
  | { type: "cancel-answer"; ticket: string; model: string; loadId: number }
  /** A running answer is over: forced unload, dead runner or shutdown deadline. Never for a swap. */
  | { type: "break-lease"; ticket: string; model: string; error: PoolError }
  | { type: "set-timer"; atMs: number | null }
  | { type: "publish-queue"; queue: QueueEntry[] };

export type UnloadReason = "evicted" | "idle" | "asked" | "cancelled" | "shutdown";

export interface Decision {
  pool: Pool;
  commands: PoolCommand[];
}

/** A decision in the making: a private copy of the pool, and what has been decided so far. */
export interface Step {
  pool: Pool;
  atMs: number;
  commands: PoolCommand[];
}

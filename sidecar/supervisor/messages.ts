import type { LogLevel } from "./log";

/** What stands in the pool, so that a new manager can load it again. */
export interface ResidentModels {
  /** Loaded and loading models, the most recently used first. */
  ready: string[];
  pinned: string[];
}

/** Supervisor → manager. */
export type ToManager =
  | { type: "restore"; models: ResidentModels }
  /** Running answers may finish for so long; then the manager exits with 0. */
  | { type: "shutdown"; deadlineMs: number };

/** Manager → supervisor. */
export type FromManager =
  | { type: "listening"; port: number }
  | { type: "pool"; models: ResidentModels }
  | { type: "log"; level: LogLevel; message: string; details: Record<string, unknown> };

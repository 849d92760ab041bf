import type { LogLevel } from "./log";

/** Supervisor → manager. */
export type ToManager =
  /** Running answers may finish for so long; then the manager exits with 0. */
  { type: "shutdown"; deadlineMs: number };

/** Manager → supervisor. */
export type FromManager =
  | { type: "listening"; port: number }
  | { type: "log"; level: LogLevel; message: string; details: Record<string, unknown> };

import type { SidecarErrorCode } from "@/lib/contract/sidecar";
import type { UnloadReason } from "./events";
import type { CacheState } from "./page-cache";

/** What happened, for metrics; durations in ms. */
export type PoolFact =
  | { type: "loaded"; model: string; ms: number; pageCache: CacheState }
  | { type: "load-failed"; model: string; code: SidecarErrorCode }
  | { type: "unload-begun"; model: string; reason: UnloadReason }
  | { type: "unloaded"; model: string; ms: number }
  | { type: "handed-over"; model: string; queueMs: number; loadMs: number }
  | { type: "answered"; model: string; tokens: number; generateMs: number }
  /** A running answer ended early; `wanted` is false if that was for the sake of another model: never right. */
  | { type: "answer-broken"; model: string; code: SidecarErrorCode; wanted: boolean };

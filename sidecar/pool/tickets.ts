import type { LoadProgress } from "@/lib/contract/sidecar";
import type { FinishReason, GenerateRequest, Usage } from "@/sidecar/runner/protocol";
import type { PoolError, Urgency } from "./state";

/** What somebody wants of a model. */
export type Work =
  | { kind: "chat"; request: GenerateRequest }
  | { kind: "embed"; input: string[] }
  /** Only that it be loaded. */
  | { kind: "load" };

export interface TicketInput {
  /** Unique among those that have not ended. */
  id: string;
  /** File name. */
  model: string;
  fairnessKey: string;
  /** Default `request`. */
  urgency?: Urgency;
  work: Work;
}

/**
 * What becomes of a ticket, in this order. The last word is `ended`, `embedded` or `failed`; for a load `handed-over`.
 * A cancelled ticket fails as `cancelled` while it waits, and `ended` says so (or what was quicker) afterwards.
 */
export type TicketNews =
  | { type: "queued"; position: number; etaMs: number | null; etaP90Ms: number | null }
  | { type: "progress"; progress: LoadProgress; etaMs: number; etaP90Ms: number }
  /** Of the wait, `loadMs` was the model's load and `queueMs` everything else. */
  | { type: "handed-over"; queueMs: number; loadMs: number }
  /** The prompt has been read. */
  | { type: "started"; promptMs: number }
  | { type: "delta"; text: string }
  | { type: "ended"; reason: FinishReason; usage: Usage; generateMs: number }
  | { type: "embedded"; vectors: number[][]; tokens: number }
  | { type: "failed"; error: PoolError };

export type Hear = (news: TicketNews) => void;

/** One ticket that has not ended. */
export interface OpenTicket {
  input: TicketInput;
  hear: Hear;
  arrivedAtMs: number;
  /** Set while it holds a lease. */
  loadId: number | null;
  cancelled: boolean;
}

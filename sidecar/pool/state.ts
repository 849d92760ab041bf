import type { PoolStatus, QueueEntry, SidecarErrorCode } from "@/lib/contract/sidecar";
import { defaultLimits, type PoolLimits } from "./pool-limits";

/** One way to load a model; `bytes` is what the ledger reserves for it (weights, KV, compute, process). */
export interface LoadShape {
  sequences: number;
  /** Tokens that one sequence holds. */
  contextSize: number;
  bytes: number;
}

export type TicketKind = "chat" | "embed" | "load";

/**
 * `request`: somebody waits for it. `warm-up`: somebody may want it soon; it takes free room or that of models which
 * have not been used for long. `preload`: it was loaded before a restart; free room only.
 */
export type Urgency = "request" | "warm-up" | "preload";

export interface WaitingTicket {
  id: string;
  kind: TicketKind;
  model: string;
  /** Opaque; tickets of one key take turns with those of other keys. Empty: nobody in particular. */
  fairnessKey: string;
  urgency: Urgency;
  arrivedAtMs: number;
  /** Place in the order of arrival, unique. */
  order: number;
}

/** A running answer's hold on a loaded model. */
export interface Lease {
  ticket: string;
  fairnessKey: string;
  sinceMs: number;
}

/** Why a ticket or an answer ended without its result; the members are those of the wire format. */
export interface PoolError {
  code: SidecarErrorCode;
  message: string;
  neededBytes?: number;
  freeBytes?: number;
  neededTokens?: number;
  availableTokens?: number;
  retryAfterMs?: number;
}

/** Why a model drains. `evict`: tickets that came before `beforeOrder` are still served first. */
export type Drain =
  | { reason: "evict"; beforeOrder: number }
  | { reason: "asked"; deadlineMs: number | null; force: boolean };

export interface PoolModel {
  name: string;
  status: PoolStatus;
  /** Number of the load that is running or resident; events of former loads are ignored. */
  loadId: number;
  /** Held in the ledger from before the load until the runner's exit. */
  reservedBytes: number;
  /** What is loaded or being loaded. */
  shape: LoadShape | null;
  /** Ways to load it, the preferred one first. */
  shapes: LoadShape[];
  /** Of loads like the next or running one, half were done in this time, and nine out of ten in the second. */
  loadEtaMs: number;
  loadEtaP90Ms: number;
  /** What a load is expected to take once the file is in the page cache: the price of evicting it. */
  reloadMs: number;
  loadBegunAtMs: number;
  readyAtMs: number;
  lastUsedAtMs: number;
  /** Has it answered anybody since it became ready? */
  used: boolean;
  /** Its uses, older ones counting less (likelihood.ts), as of `useScoreAtMs`. */
  useScore: number;
  useScoreAtMs: number;
  pinned: boolean;
  leases: Lease[];
  drain: Drain | null;
  /** Loaded before anybody asked for it, and not asked for since. */
  foreseen: boolean;
  /** Somebody asked for it to be unloaded, and nobody has asked for it since: it is not foreseen. */
  dismissed: boolean;
  /** Its last load ran out of memory: the next one is the last try. */
  secondTry: boolean;
  failures: number;
  retryAtMs: number;
  error: PoolError | null;
  /** Fairness key → when it was served last, counted in turns; kept only while somebody waits. */
  served: Record<string, number>;
}

/** How often models were there before they were needed. */
export interface Tally {
  /** Tickets of people that were not refused, and those of them that found their model loaded. */
  requests: number;
  found: number;
  /** Loads that were begun before anybody asked, and those that somebody asked for before they went. */
  foreseen: number;
  foreseenUsed: number;
}

export interface Pool {
  limits: PoolLimits;
  budgetBytes: number;
  /** What the machine had left at the last look. */
  memAvailableBytes: number;
  closing: boolean;
  models: Record<string, PoolModel>;
  /** In order of arrival. */
  waiting: WaitingTicket[];
  nextOrder: number;
  nextLoadId: number;
  /** Durations of the last answers, for estimates. */
  answersMs: number[];
  tally: Tally;
  /** The queue as last published. */
  published: QueueEntry[];
}

/** A pool with nothing loaded. */
export function emptyPool(
  budgetBytes: number,
  memAvailableBytes: number,
  limits: PoolLimits = defaultLimits,
): Pool {
  return {
    limits,
    budgetBytes,
    memAvailableBytes,
    closing: false,
    models: {},
    waiting: [],
    nextOrder: 1,
    nextLoadId: 1,
    answersMs: [8_000],
    tally: { requests: 0, found: 0, foreseen: 0, foreseenUsed: 0 },
    published: [],
  };
}

/** The pool's entry of that name, if anybody has ever named it. */
export function knownModel(pool: Pool, name: string): PoolModel | undefined {
  return Object.hasOwn(pool.models, name) ? pool.models[name] : undefined;
}

/** The pool's entry of that name, made when it is the first time that anybody names it. */
export function modelOf(pool: Pool, name: string): PoolModel {
  const known = knownModel(pool, name);
  if (known) return known;
  const model: PoolModel = {
    name,
    status: "cold",
    loadId: 0,
    reservedBytes: 0,
    shape: null,
    shapes: [],
    loadEtaMs: 0,
    loadEtaP90Ms: 0,
    reloadMs: 0,
    loadBegunAtMs: 0,
    readyAtMs: 0,
    lastUsedAtMs: 0,
    used: false,
    useScore: 0,
    useScoreAtMs: 0,
    pinned: false,
    leases: [],
    drain: null,
    foreseen: false,
    dismissed: false,
    secondTry: false,
    failures: 0,
    retryAtMs: 0,
    error: null,
    served: {},
  };
  pool.models[name] = model;
  return model;
}

import type { QueueEntry } from "@/lib/contract/sidecar";
import { percentile } from "./percentile";
import type { Pool, PoolModel, WaitingTicket } from "./state";

/** Done by then in half of the cases, and in nine out of ten. */
export interface Eta {
  etaMs: number;
  etaP90Ms: number;
}

/**
 * The queue as clients see it: `position` 0 while the ticket's own model is loading, else the place in the line
 * from 1 on. The estimates are from past loads and answers; their P90 is that of each part, so rather too long. Who
 * was not asked for by anybody (warm-ups) is not in the line.
 */
export function queueEntries(pool: Pool, atMs: number): QueueEntry[] {
  const answer = answerEta(pool);
  const busy = Object.values(pool.models).some((other) => other.leases.length > 0);
  let position = 0;
  let loadsAhead: Eta = none;
  const ahead = new Map<string, number>();

  function entryOf(ticket: WaitingTicket): QueueEntry {
    const model = pool.models[ticket.model];
    const before = ahead.get(ticket.model) ?? 0;
    ahead.set(ticket.model, before + 1);
    const entry = { ticket: ticket.id, model: ticket.model };
    if (!model) return { ...entry, position: ++position, etaMs: null };
    if (model.status === "loading") return { ...entry, position: 0, ...loadRemains(model, atMs) };
    const turns = times(answer, Math.floor(before / sequencesOf(model)));
    if (model.status === "ready") {
      const next = times(answer, 1 / sequencesOf(model));
      return { ...entry, position: ++position, ...rounded(plus(turns, next)) };
    }
    if (before === 0) loadsAhead = plus(loadsAhead, { etaMs: model.loadEtaMs, etaP90Ms: model.loadEtaP90Ms });
    const drain = busy ? answer : none;
    return { ...entry, position: ++position, ...rounded(plus(plus(drain, loadsAhead), turns)) };
  }

  return pool.waiting.filter(({ urgency }) => urgency === "request").map(entryOf);
}

/** How long somebody who came now would wait, roughly. */
export function queueEtaMs(pool: Pool, atMs: number): number {
  return Math.max(0, ...queueEntries(pool, atMs).map((entry) => entry.etaMs ?? 0));
}

/** What is left of a running load, by what such loads took before. */
export function loadRemains(model: PoolModel, atMs: number): Eta {
  const goneMs = atMs - model.loadBegunAtMs;
  return rounded({ etaMs: model.loadEtaMs - goneMs, etaP90Ms: model.loadEtaP90Ms - goneMs });
}

/** Nothing that is worth telling anybody has changed. */
export function sameQueue(left: QueueEntry[], right: QueueEntry[]): boolean {
  return (
    left.length === right.length &&
    left.every((entry, index) => {
      const other = right[index];
      if (entry.ticket !== other?.ticket || entry.position !== other.position) return false;
      return Math.abs((entry.etaMs ?? 0) - (other.etaMs ?? 0)) < 500;
    })
  );
}

const none: Eta = { etaMs: 0, etaP90Ms: 0 };

function answerEta({ answersMs }: Pool): Eta {
  return { etaMs: percentile(answersMs, 0.5) ?? 0, etaP90Ms: percentile(answersMs, 0.9) ?? 0 };
}

function plus(left: Eta, right: Eta): Eta {
  return { etaMs: left.etaMs + right.etaMs, etaP90Ms: left.etaP90Ms + right.etaP90Ms };
}

function times({ etaMs, etaP90Ms }: Eta, factor: number): Eta {
  return { etaMs: etaMs * factor, etaP90Ms: etaP90Ms * factor };
}

function rounded({ etaMs, etaP90Ms }: Eta): Eta {
  return { etaMs: Math.max(0, Math.round(etaMs)), etaP90Ms: Math.max(0, Math.round(etaP90Ms)) };
}

function sequencesOf(model: PoolModel): number {
  return model.shape?.sequences ?? model.shapes[0]?.sequences ?? 1;
}

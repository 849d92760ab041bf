import type { QueueEntry } from "@/lib/contract/sidecar";
import type { Pool, PoolModel } from "./state";

/**
 * The queue as clients see it: `position` 0 while the ticket's own model is loading, else the place in the line
 * from 1 on. `etaMs` is an estimate from past loads and answers.
 */
export function queueEntries(pool: Pool, atMs: number): QueueEntry[] {
  let position = 0;
  let loadsAheadMs = 0;
  const ahead = new Map<string, number>();
  return pool.waiting.map((ticket) => {
    const model = pool.models[ticket.model];
    const before = ahead.get(ticket.model) ?? 0;
    ahead.set(ticket.model, before + 1);
    const entry = { ticket: ticket.id, model: ticket.model };
    if (!model) return { ...entry, position: ++position, etaMs: null };
    if (model.status === "loading") return { ...entry, position: 0, etaMs: loadRemainsMs(model, atMs) };
    const turnsMs = Math.floor(before / sequencesOf(model)) * pool.answerMs;
    if (model.status === "ready") {
      return {
        ...entry,
        position: ++position,
        etaMs: Math.round(turnsMs + pool.answerMs / sequencesOf(model)),
      };
    }
    if (before === 0) loadsAheadMs += model.loadEtaMs;
    const busy = Object.values(pool.models).some((other) => other.leases.length > 0);
    return {
      ...entry,
      position: ++position,
      etaMs: Math.round((busy ? pool.answerMs : 0) + loadsAheadMs + turnsMs),
    };
  });
}

/** How long somebody who came now would wait, roughly. */
export function queueEtaMs(pool: Pool, atMs: number): number {
  return Math.max(0, ...queueEntries(pool, atMs).map((entry) => entry.etaMs ?? 0));
}

/** What is left of a running load, by what such loads took before. */
export function loadRemainsMs(model: PoolModel, atMs: number): number {
  return Math.max(0, Math.round(model.loadEtaMs - (atMs - model.loadBegunAtMs)));
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

function sequencesOf(model: PoolModel): number {
  return model.shape?.sequences ?? model.shapes[0]?.sequences ?? 1;
}

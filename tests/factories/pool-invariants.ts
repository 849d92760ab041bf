import type { PoolNews } from "@/sidecar/pool/decision-loop";
import type { Decision } from "@/sidecar/pool/events";
import { capacityBytes, reservedBytes } from "@/sidecar/pool/ledger";
import type { Pool, PoolModel, WaitingTicket } from "@/sidecar/pool/state";

/** What must be so of every pool, whatever happened before. @throws Error that names what is not */
export function checkPool(pool: Pool, atMs: number): void {
  for (const ticket of requestsOf(pool)) {
    const model = pool.models[ticket.model];
    if (model && couldBeServed(model, ticket))
      throw new Error(`${ticket.id} waits though ${model.name} is free`);
    if (model && couldBeLoaded(pool, model, ticket, atMs))
      throw new Error(`${ticket.id} waits though there is room for ${model.name}`);
  }
}

/** What must be so of every decision. @throws Error that names what is not */
export function checkDecision(
  before: Pool,
  event: PoolNews,
  { pool, commands }: Decision,
  atMs: number,
): void {
  const begun = commands.filter((command) => command.type === "begin-load");
  const reserved = reservedBytes(pool);
  if (begun.length > 0 && reserved > pool.budgetBytes)
    throw new Error(`a load begins with ${reserved} bytes reserved of ${pool.budgetBytes}`);
  if (reserved > reservedBytes(before) && reserved > pool.budgetBytes && event.type !== "memory-changed")
    throw new Error(`${reserved} bytes reserved of ${pool.budgetBytes}`);
  if (pool.closing && begun.length > 0) throw new Error("a load begins while closing");

  for (const command of commands) {
    if (command.type === "refuse" && command.error.code === "queue_full") {
      const { retryAfterMs = 0 } = command.error;
      if (retryAfterMs < 1_000 || retryAfterMs > 60_000) throw new Error("a full queue does not say when");
    }
    if (command.type === "break-lease" && !mayBreak(before, event))
      throw new Error(`${command.ticket} is broken by ${event.type}`);
    if (command.type !== "begin-unload") continue;
    const model = before.models[command.model];
    if (model) checkUnload(before, pool, event, model, command.reason, atMs);
  }

  if (event.type !== "ticket-arrived" || event.ticket.urgency !== "request") return;
  const line = requestsOf(pool);
  const { maxQueue, maxQueuePerKey } = pool.limits;
  if (line.length > Math.max(maxQueue, requestsOf(before).length)) throw new Error("the line is too long");
  const key = event.ticket.fairnessKey;
  const ofKey = (waiting: WaitingTicket[]) => waiting.filter(({ fairnessKey }) => fairnessKey === key).length;
  if (key !== "" && ofKey(line) > Math.max(maxQueuePerKey, ofKey(requestsOf(before))))
    throw new Error(`the line of ${key} is too long`);
}

function checkUnload(
  before: Pool,
  after: Pool,
  event: PoolNews,
  model: PoolModel,
  reason: string,
  atMs: number,
): void {
  if (reason !== "evicted" && reason !== "idle") return;
  if (model.pinned) throw new Error(`${model.name} is pinned and goes`);
  if (model.status === "draining" && model.leases.length > 0 && event.type !== "answer-ended")
    throw new Error(`${model.name} goes while it answers`);
  if (reason === "idle") return;
  const { residencyMs, recentlyUsedMs } = before.limits;
  const age = atMs - model.readyAtMs;
  if (model.status === "ready" && !model.used && !model.foreseen && age < residencyMs)
    throw new Error(`${model.name} goes before it could be used`);
  // Nobody asked for anything, so it goes for a warm-up, unless a runner has outgrown the budget.
  const forNobody = requestsOf(before).length + requestsOf(after).length === 0;
  const asked = event.type === "ticket-arrived" && event.ticket.urgency === "request";
  const overdraft = reservedBytes(before) > after.budgetBytes || event.type === "memory-changed";
  if (forNobody && !asked && !overdraft && atMs - model.lastUsedAtMs < recentlyUsedMs)
    throw new Error(`${model.name} was used lately and goes for a warm-up`);
}

/** Answers end early by force, with their runner, or at the end: never by anything that a swap does. */
function mayBreak(before: Pool, event: PoolNews): boolean {
  if (event.type === "runner-gone" || event.type === "shutdown-asked") return true;
  if (event.type === "unload-asked") return event.force;
  // The limit of an unload by force that was asked for before.
  return Object.values(before.models).some(({ drain }) => drain?.reason === "asked" && drain.force);
}

function couldBeServed(model: PoolModel, ticket: WaitingTicket): boolean {
  if (model.status !== "ready") return false;
  return ticket.kind === "load" || model.leases.length < (model.shape?.sequences ?? 0);
}

/** Its room is free, and nobody who came earlier has a claim on it. */
function couldBeLoaded(pool: Pool, model: PoolModel, ticket: WaitingTicket, atMs: number): boolean {
  const models = Object.values(pool.models);
  if (models.some(({ status }) => status === "unloading")) return false;
  const isCold = (name: string): boolean => ["cold", "failed"].includes(pool.models[name]?.status ?? "");
  if (!isCold(model.name) || (model.status === "failed" && model.retryAtMs > atMs)) return false;
  const earlier = requestsOf(pool).some(
    (other) => other.model !== model.name && other.order < ticket.order && isCold(other.model),
  );
  const overdue = (other: WaitingTicket): boolean => atMs - other.arrivedAtMs >= pool.limits.collateMs;
  const claimed = requestsOf(pool).some(
    (other) => other.model !== model.name && isCold(other.model) && overdue(other),
  );
  const least = Math.min(...model.shapes.map(({ bytes }) => bytes));
  return !earlier && !claimed && reservedBytes(pool) + least <= capacityBytes(pool);
}

function requestsOf(pool: Pool): WaitingTicket[] {
  return pool.waiting.filter(({ urgency }) => urgency === "request");
}

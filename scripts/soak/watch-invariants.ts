import { descendants } from "@/tests/e2e/harness/processes";
import type { SidecarClient } from "@/tests/factories/sidecar";
import type { SoakRecord } from "./record";
import { modelNames, type SoakSidecar } from "./soak-sidecar";

const everyMs = 200;

/** Looks again and again whether the pool keeps its promises; returns what ends that. */
export function watchInvariants(sidecar: SoakSidecar, record: SoakRecord): () => Promise<void> {
  let looking: Promise<void> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    const client = sidecar.clientNow();
    // On a busy machine a look takes longer than the time to the next one.
    if (!client || busy) return;
    busy = true;
    looking = look(client, sidecar.sequences, record)
      .catch(() => {})
      .finally(() => (busy = false));
  }, everyMs);
  return () => {
    clearInterval(timer);
    return looking;
  };
}

/** @throws when the manager has just been killed */
async function look(client: SidecarClient, sequences: number, record: SoakRecord): Promise<void> {
  const pool = await client.models();
  if (pool.reservedBytes > pool.budgetBytes)
    record.violation(`${pool.reservedBytes} bytes reserved, ${pool.budgetBytes} in the budget`);
  for (const model of pool.models) {
    if (model.leases > sequences) record.violation(`${model.leases} answers of ${model.id} at once`);
    if (model.leases > 0 && model.status !== "ready" && model.status !== "draining")
      record.violation(`${model.id} answers while it is ${model.status}`);
    if (model.status === "failed") record.violation(`${model.id} failed: ${model.error ?? "no reason"}`);
  }
  await noneDropped(client, record);
  const processes = descendants(process.pid);
  for (const name of modelNames) {
    const runners = processes.filter(({ command }) => command.startsWith(`sidecar-runner ${name}`));
    if (runners.length > 1) record.violation(`${runners.length} processes had ${name} at once`);
  }
}

/** A restarted manager counts from zero: so it is looked at all the time. */
export async function noneDropped(client: SidecarClient, record: SoakRecord): Promise<void> {
  const dropped = await client.metric("streams_dropped_by_swap_total");
  if (dropped !== 0) record.violation(`${dropped} answers were dropped by a swap`);
}

/** When nobody asks any more, nothing is held, waiting or in the air. */
export async function checkRest(client: SidecarClient, record: SoakRecord): Promise<void> {
  const pool = await client.models();
  if (pool.queue.length > 0) record.violation(`${pool.queue.length} tickets still wait at the end`);
  for (const { id, leases, status } of pool.models) {
    if (leases > 0) record.violation(`${id} still has ${leases} leases at the end`);
    if (status !== "ready" && status !== "cold") record.violation(`${id} is ${status} at the end`);
  }
  const inFlight = await client.metric("streams_inflight");
  if (inFlight !== 0) record.violation(`${inFlight} streams are in flight at the end`);
  await noneDropped(client, record);
}

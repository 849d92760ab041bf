import type { SidecarModels } from "@/lib/contract/sidecar";
import type { PoolFact } from "@/sidecar/pool/facts";
import { count, Counter, gauge, Histogram } from "./metric-series";

const secondsBounds = [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 3, 5, 10, 30, 60, 120];
const rateBounds = [1, 2, 5, 10, 20, 30, 50, 75, 100, 150, 200, 300];

export interface Metrics {
  observe(fact: PoolFact): void;
  firstToken(ms: number): void;
  text(pool: SidecarModels, answersRunning: number): string;
}

/** The sidecar's own series; names are fixed by the HTTP contract. */
export function createMetrics(): Metrics {
  const load = new Histogram(
    "model_load_duration_seconds",
    "From the beginning of a load to ready.",
    secondsBounds,
  );
  const loads = new Counter("model_loads_total", "Loads by where their file was.", "page_cache");
  const loadFailures = new Counter("model_load_failures_total", "Loads that failed.", "reason");
  const unload = new Histogram(
    "model_unload_duration_seconds",
    "From the decision to the memory's return.",
    secondsBounds,
  );
  const queueWait = new Histogram(
    "swap_queue_wait_seconds",
    "Wait of a ticket, without its model's load.",
    secondsBounds,
  );
  const dropped = new Counter(
    "streams_dropped_by_swap_total",
    "Answers cut by a load or an unload that nobody forced.",
  );
  const ended = new Counter(
    "streams_ended_early_total",
    "Answers cut by a dead runner, by force or at shutdown.",
    "reason",
  );
  const evictions = new Counter("evictions_total", "Unloads that the pool decided.", "reason");
  const firstToken = new Histogram(
    "time_to_first_token_seconds",
    "From a request's arrival to its first text.",
    secondsBounds,
  );
  const rate = new Histogram(
    "tokens_per_second",
    "Tokens of one answer by the time that it took.",
    rateBounds,
  );
  const series = [load, loads, loadFailures, unload, queueWait, dropped, ended, evictions, firstToken, rate];

  function observe(fact: PoolFact): void {
    switch (fact.type) {
      case "loaded":
        loads.add(fact.pageCache);
        return load.observe(fact.ms / 1000);
      case "load-failed":
        return loadFailures.add(fact.code);
      case "unload-begun":
        if (fact.reason === "evicted" || fact.reason === "idle") evictions.add(fact.reason);
        return;
      case "unloaded":
        return unload.observe(fact.ms / 1000);
      case "handed-over":
        return queueWait.observe(fact.queueMs / 1000);
      case "answered":
        if (fact.tokens > 1 && fact.generateMs > 0) rate.observe((fact.tokens / fact.generateMs) * 1000);
        return;
      case "answer-broken":
        if (fact.wanted) return ended.add(fact.code);
        return dropped.add();
      default: {
        const never: never = fact;
        return never;
      }
    }
  }

  return {
    observe,
    firstToken: (ms) => firstToken.observe(ms / 1000),
    text: (pool, answersRunning) =>
      [
        ...series.map((one) => one.text()),
        gauge("streams_inflight", "Answers that run now.", answersRunning),
        gauge("memory_ledger_bytes", "Bytes that the pool has reserved.", pool.reservedBytes),
        gauge(
          "memory_measured_bytes",
          "Bytes that runners with a model were measured at.",
          pool.measuredBytes,
        ),
        gauge("memory_budget_bytes", "Bytes that the pool may reserve.", pool.budgetBytes),
        gauge("swap_queue_length", "Tickets that wait.", pool.queue.length),
        ...residency(pool.residency),
      ].join("\n") + "\n",
  };
}

/** How often models were there before they were needed. */
function residency(tally: SidecarModels["residency"]): string[] {
  const { requests = 0, found = 0, hitRate, foreseen = 0, foreseenUsed = 0 } = tally ?? {};
  return [
    count("residency_requests_total", "Tickets of people that were not refused at once.", requests),
    count("residency_hits_total", "Of those, the ones that found their model loaded.", found),
    ...(typeof hitRate === "number" ? [gauge("residency_hit_ratio", "Their share.", hitRate)] : []),
    count("foreseen_loads_total", "Warm-ups and preloads that began.", foreseen),
    count("foreseen_loads_used_total", "Of those, the ones that somebody then asked for.", foreseenUsed),
  ];
}

import type { FromRunner } from "@/sidecar/runner/protocol";
import type { Log } from "@/sidecar/supervisor/log";
import { clockMs } from "./clock";
import { watchCores, type Cores } from "./core-watch";
import type { PoolNews } from "./decision-loop";
import type { PoolFact } from "./facts";
import type { LoadTimes } from "./load-times";
import { measureBytes, memAvailableBytes } from "./memory";
import { beginLoad, type Resident } from "./residents";
import { runnerStarter } from "./runner-process";
import type { ModelFile } from "./scan";
import { createSpareKeeper } from "./spare";
import type { LoadShape, Pool } from "./state";
import { coresBesideLoads, threadsEach } from "./threads";

const slowDiskBytesPerMs = 20_000;
const measureAgainMs = 10_000;

export interface FleetConfig {
  runnerEntry: string;
  loadSilenceMs: number;
  loadTimes: LoadTimes;
  log: Log;
  observe(fact: PoolFact): void;
  tell(event: PoolNews): void;
  progress(resident: Resident): void;
  answer(resident: Resident, message: Extract<FromRunner, { ticket: string }>): void;
}

export interface Fleet {
  load(file: ModelFile, loadId: number, shape: LoadShape): Resident;
  unload(loadId: number): void;
  get(loadId: number): Resident | undefined;
  all(): Resident[];
  /** Tells busy runners how many cores they may use, and the spare's keeper how busy it is. */
  balance(pool: Pool): void;
  /** Measures again what was not measured for a while. */
  remeasure(): void;
  spareIsReady(): boolean;
  cores(): Cores;
  close(): Promise<void>;
}

/** The runner processes: those with a model, and the spare. */
export function createFleet(config: FleetConfig): Fleet {
  const { log, observe, tell } = config;
  const spare = createSpareKeeper(runnerStarter(config.runnerEntry, log), log);
  const residents = new Map<number, Resident>();
  /** What is to be done when a load has ended well. */
  const loadEnds = new Map<number, ReturnType<LoadTimes["begin"]>>();
  const unloadBegunAtMs = new Map<number, number>();
  let busy: number[] = [];
  let loading = 0;
  const watch = watchCores(ownPids, shareCores, log);

  function load(file: ModelFile, loadId: number, shape: LoadShape): Resident {
    const { id: model, path, sizeBytes } = file;
    const { sequences, contextSize, bytes } = shape;
    log("info", `Loading ${model}.`, { sequences, contextSize, bytes });
    const silenceMs = config.loadSilenceMs + sizeBytes / slowDiskBytesPerMs;
    const listener = { tell: hear, progress: config.progress, answer: config.answer, gone };
    // As if it were answering already: that is what it is loaded for.
    const threads = threadsEach(watch.cores.usable, busy.length + 1);
    const input = { model, loadId, path, silenceMs, shape, threads };
    const resident = beginLoad(input, spare.take, listener, log);
    residents.set(loadId, resident);
    loadEnds.set(loadId, config.loadTimes.begin(file, resident.pids));
    return resident;
  }

  function hear(event: PoolNews): void {
    if (event.type === "load-ended" && event.ok) {
      const resident = residents.get(event.loadId);
      if (resident) loaded(resident);
    }
    if (event.type === "load-ended" && !event.ok) {
      const { code, message } = event.error;
      observe({ type: "load-failed", model: event.model, code });
      log("error", `Loading ${event.model} failed.`, { code, reason: message });
    }
    tell(event);
  }

  function loaded(resident: Resident): void {
    const ms = clockMs() - resident.begunAtMs;
    const pageCache = loadEnds.get(resident.loadId)?.(resident.pids, ms) ?? "cold";
    observe({ type: "loaded", model: resident.model, ms, pageCache });
    log("info", `Loaded ${resident.model}.`, { ms: Math.round(ms), pageCache });
    void measure(resident);
  }

  async function measure(resident: Resident): Promise<void> {
    resident.measuredAtMs = clockMs();
    const bytes = await measureBytes(resident.pids);
    if (bytes === null || !residents.has(resident.loadId)) return;
    resident.measuredBytes = bytes;
    const { model, loadId } = resident;
    tell({
      type: "memory-changed",
      measured: { model, loadId, bytes },
      memAvailableBytes: memAvailableBytes(),
    });
  }

  function gone({ model, loadId }: Resident): void {
    residents.delete(loadId);
    loadEnds.delete(loadId);
    const begunAtMs = unloadBegunAtMs.get(loadId);
    if (begunAtMs !== undefined) observe({ type: "unloaded", model, ms: clockMs() - begunAtMs });
    unloadBegunAtMs.delete(loadId);
    tell({ type: "memory-changed", memAvailableBytes: memAvailableBytes() });
  }

  function balance(pool: Pool): void {
    const models = Object.values(pool.models);
    const answering = models.filter((model) => model.leases.length > 0);
    const loads = models.filter((model) => model.status === "loading").length;
    spare.note({ answers: answering.reduce((sum, model) => sum + model.leases.length, 0), loads });
    busy = answering.map((model) => model.loadId);
    loading = loads;
    shareCores();
  }

  function shareCores(): void {
    const usable = coresBesideLoads(watch.cores.usable, loading);
    for (const resident of residents.values()) {
      // It was told at the beginning of its load what it will have.
      if (resident.readyAtMs === null) continue;
      // An idle one is told what it will have, before its next answer begins.
      const joins = busy.includes(resident.loadId) ? 0 : 1;
      const threads = threadsEach(usable, busy.length + joins);
      if (resident.threads === threads) continue;
      resident.threads = threads;
      resident.send({ type: "threads", max: threads });
    }
  }

  function ownPids(): number[] {
    const sparePid = spare.pid();
    const pids = [...residents.values()].flatMap((resident) => resident.pids);
    return sparePid === null ? pids : [...pids, sparePid];
  }

  return {
    load,
    unload(loadId) {
      unloadBegunAtMs.set(loadId, clockMs());
      residents.get(loadId)?.leave();
    },
    get: (loadId) => residents.get(loadId),
    all: () => [...residents.values()],
    balance,
    remeasure() {
      for (const resident of residents.values()) {
        const old = clockMs() - resident.measuredAtMs > measureAgainMs;
        if (resident.readyAtMs !== null && old) void measure(resident);
      }
    },
    spareIsReady: spare.isReady,
    cores: () => watch.cores,
    close() {
      watch.stop();
      return spare.close();
    },
  };
}

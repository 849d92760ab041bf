import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { PoolStatus, SidecarEvent, SidecarModels } from "@/lib/contract/sidecar";
import type { FromRunner } from "@/sidecar/runner/protocol";
import type { Log } from "@/sidecar/supervisor/log";
import { announce } from "./announce";
import { decide } from "./decide";
import type { PoolCommand } from "./events";
import { loadRemainsMs } from "./eta";
import type { PoolFact } from "./facts";
import { openLoadHistory } from "./load-history";
import { loadShapes } from "./load-shapes";
import { measureBytes, memAvailableBytes } from "./memory";
import { beginLoad, type PoolNews, type Resident, type ResidentListener } from "./residents";
import { startRunner } from "./runner-process";
import { createScanner, type ModelFile } from "./scan";
import { clockMs, listPool } from "./shell-list";
import { createSpareKeeper } from "./spare";
import {
  defaultLimits,
  emptyPool,
  type LoadShape,
  type PoolError,
  type PoolLimits,
  type PoolModel,
} from "./state";
import { threadsEach } from "./threads";
import type { Hear, OpenTicket, TicketInput } from "./tickets";

export interface PoolConfig {
  modelsDir: string;
  demoDir: string | null;
  /** Where the history of loads is kept. */
  dataDir: string;
  budgetBytes: number;
  /** File that a runner process runs. */
  runnerEntry: string;
  /** Tokens that one sequence holds, at most; a file's own limit counts too. */
  contextSize: number;
  sequences: number;
  limits?: Partial<PoolLimits>;
  /** A load that says nothing for so long (plus the time to read the file from a slow disk) is stuck. */
  loadSilenceMs?: number;
  log: Log;
  /** For metrics. */
  observe?: (fact: PoolFact) => void;
}

export interface PoolShell {
  /** Stands in line; returns what cancels it. `hear` may be called before this returns. */
  submit(input: TicketInput, hear: Hear): () => void;
  isOpen(ticket: string): boolean;
  cancel(ticket: string): boolean;
  /** Resolves at the end of the unload, or when it is called off; the status then. Null: no such model. */
  unload(input: { model: string; drainMs: number | null; force: boolean }): Promise<PoolStatus | null>;
  /** False: no such model. */
  pin(model: string, pinned: boolean): boolean;
  forgetSession(sessionKey: string): void;
  list(): Promise<SidecarModels>;
  /** Status, progress and queue changes from now on; returns what ends it. */
  watch(listener: (event: SidecarEvent) => void): () => void;
  /** What is loaded or being loaded, the most recently used first: a restart begins with that. */
  resident(): { ready: string[]; pinned: string[] };
  isClosing(): boolean;
  answersRunning(): number;
  /** Running answers may finish until the deadline; resolves when no runner is left. */
  close(deadlineMs: number): Promise<void>;
}

const defaultLoadSilenceMs = 60_000;
const slowDiskBytesPerMs = 20_000;
const measureAgainMs = 10_000;

/** Carries out what `decide` says: processes, timers, messages. It has no policy of its own. */
export function createPoolShell(config: PoolConfig): PoolShell {
  const { log } = config;
  const observe = config.observe ?? (() => {});
  const cores = availableParallelism();
  const scanner = createScanner(config);
  const history = openLoadHistory(join(config.dataDir, "load-history.json"), (error) =>
    log("warn", "The load history can not be saved.", { error: String(error) }),
  );
  const spare = createSpareKeeper(() => startRunner(config.runnerEntry, log), log);
  const residents = new Map<number, Resident>();
  const open = new Map<string, OpenTicket>();
  const watchers = new Set<(event: SidecarEvent) => void>();
  const unloadBegunAtMs = new Map<number, number>();

  let pool = emptyPool(config.budgetBytes, memAvailableBytes(), { ...defaultLimits, ...config.limits });
  let timer: NodeJS.Timeout | undefined;
  const events: PoolNews[] = [];
  let deciding = false;

  /** One event at a time: what a command causes is decided after the command's own decision. */
  function tell(event: PoolNews): void {
    events.push(event);
    if (deciding) return;
    deciding = true;
    try {
      for (let next = events.shift(); next; next = events.shift()) step(next);
    } finally {
      deciding = false;
    }
  }

  function step(event: PoolNews): void {
    const before = pool;
    const decision = decide(pool, { ...event, atMs: clockMs() });
    pool = decision.pool;
    for (const command of decision.commands) {
      try {
        carryOut(command);
      } catch (error) {
        log("error", `The pool could not carry out ${command.type}.`, { error: String(error) });
      }
    }
    shareCores();
    const loads = Object.values(pool.models).filter((model) => model.status === "loading").length;
    spare.note({ answers: answersRunning(), loads });
    for (const news of announce(before, pool, residentOf, clockMs())) publish(news);
  }

  function carryOut(command: PoolCommand): void {
    switch (command.type) {
      case "begin-load":
        return load(command.model, command.loadId, command.shape);
      case "begin-unload":
        unloadBegunAtMs.set(command.loadId, clockMs());
        dropAnswers(command.model, command.loadId);
        observe({ type: "unload-begun", model: command.model, reason: command.reason });
        log("info", `Unloading ${command.model}.`, { reason: command.reason });
        residents.get(command.loadId)?.leave();
        return;
      case "hand-over":
        return handOver(command.ticket, command.loadId);
      case "refuse":
        return end(command.ticket, command.error);
      case "cancel-answer":
        residents.get(command.loadId)?.cancelAnswer(command.ticket);
        return;
      case "break-lease":
        observe({ type: "answer-broken", model: command.model, code: command.error.code, wanted: true });
        return end(command.ticket, command.error);
      case "set-timer":
        clearTimeout(timer);
        if (command.atMs === null) return;
        timer = setTimeout(() => tell({ type: "idle-elapsed" }), Math.max(1, command.atMs - clockMs()));
        return;
      case "publish-queue":
        for (const { ticket, position, etaMs } of command.queue) {
          if (position > 0) open.get(ticket)?.hear({ type: "queued", position, etaMs });
        }
        return;
      default: {
        const never: never = command;
        return never;
      }
    }
  }

  function load(model: string, loadId: number, shape: LoadShape): void {
    const file = scanner.find(model);
    if (!file || file.invalid !== undefined) {
      listener.tell({ type: "load-ended", model, loadId, ok: false, error: unusable(model, file) });
      return;
    }
    const { path, sizeBytes } = file;
    const silenceMs = (config.loadSilenceMs ?? defaultLoadSilenceMs) + sizeBytes / slowDiskBytesPerMs;
    const input = { model, loadId, path, silenceMs, shape, threads: cores };
    log("info", `Loading ${model}.`, {
      sequences: shape.sequences,
      contextSize: shape.contextSize,
      bytes: shape.bytes,
    });
    const resident = beginLoad(input, spare.take(), listener, clockMs, log);
    residents.set(loadId, resident);
    tellProgress(resident);
  }

  const listener: ResidentListener = {
    tell(event) {
      if (event.type === "load-ended" && event.ok) loadWentWell(event.loadId);
      if (event.type === "load-ended" && !event.ok) {
        observe({ type: "load-failed", model: event.model, code: event.error.code });
        log("error", `Loading ${event.model} failed.`, {
          code: event.error.code,
          reason: event.error.message,
        });
      }
      tell(event);
    },
    progress: (resident) => tellProgress(resident),
    answer: hearAnswer,
    gone(resident) {
      residents.delete(resident.loadId);
      const begunAtMs = unloadBegunAtMs.get(resident.loadId);
      if (begunAtMs !== undefined)
        observe({ type: "unloaded", model: resident.model, ms: clockMs() - begunAtMs });
      unloadBegunAtMs.delete(resident.loadId);
      tell({ type: "memory-changed", memAvailableBytes: memAvailableBytes() });
    },
  };

  function loadWentWell(loadId: number): void {
    const resident = residents.get(loadId);
    if (!resident) return;
    const ms = clockMs() - resident.begunAtMs;
    history.add(resident.model, ms);
    observe({ type: "loaded", model: resident.model, ms });
    log("info", `Loaded ${resident.model}.`, { ms: Math.round(ms) });
    void measure(resident);
  }

  async function measure(resident: Resident): Promise<void> {
    resident.measuredAtMs = clockMs();
    const bytes = await measureBytes(resident.pid);
    if (bytes === null || !residents.has(resident.loadId)) return;
    resident.measuredBytes = bytes;
    const { model, loadId } = resident;
    tell({
      type: "memory-changed",
      memAvailableBytes: memAvailableBytes(),
      measured: { model, loadId, bytes },
    });
  }

  function handOver(id: string, loadId: number): void {
    const ticket = open.get(id);
    const resident = residents.get(loadId);
    if (!ticket || !resident) {
      tell({ type: "answer-ended", ticket: id });
      return;
    }
    const { work, model } = ticket.input;
    const waitedMs = clockMs() - ticket.arrivedAtMs;
    const loadMs = Math.max(0, (resident.readyAtMs ?? 0) - Math.max(ticket.arrivedAtMs, resident.begunAtMs));
    const waits = { queueMs: Math.max(0, waitedMs - loadMs), loadMs };
    observe({ type: "handed-over", model, ...waits });
    if (work.kind === "load") open.delete(id);
    else ticket.loadId = loadId;
    ticket.hear({ type: "handed-over", ...waits });
    if (work.kind === "chat") resident.send({ type: "generate", ticket: id, request: work.request });
    if (work.kind === "embed") resident.send({ type: "embed", ticket: id, input: work.input });
  }

  function hearAnswer(resident: Resident, message: Extract<FromRunner, { ticket: string }>): void {
    const ticket = open.get(message.ticket);
    if (ticket?.loadId !== resident.loadId) return;
    switch (message.type) {
      case "started":
        return ticket.hear({ type: "started", promptMs: message.promptMs });
      case "delta":
        return ticket.hear({ type: "delta", text: message.text });
      case "ended":
        open.delete(message.ticket);
        observe({
          type: "answered",
          model: resident.model,
          tokens: message.usage.completionTokens,
          generateMs: message.generateMs,
        });
        ticket.hear({
          type: "ended",
          reason: message.reason,
          usage: message.usage,
          generateMs: message.generateMs,
        });
        break;
      case "embedded":
        open.delete(message.ticket);
        ticket.hear({ type: "embedded", vectors: message.vectors, tokens: message.tokens });
        break;
      case "failed":
        end(message.ticket, message.error);
        break;
      default: {
        const never: never = message;
        return never;
      }
    }
    tell({ type: "answer-ended", ticket: message.ticket });
  }

  function end(id: string, error: PoolError): void {
    const ticket = open.get(id);
    open.delete(id);
    ticket?.hear({ type: "failed", error });
  }

  /** Never anything to do, as `decide` is right: the metric that watches over it must not rely on that. */
  function dropAnswers(model: string, loadId: number): void {
    for (const [id, ticket] of open) {
      if (ticket.loadId !== loadId) continue;
      const error = { code: "internal", message: "The model was unloaded while it was answering." } as const;
      observe({ type: "answer-broken", model, code: error.code, wanted: false });
      end(id, error);
    }
  }

  function tellProgress(resident: Resident): void {
    const model = pool.models[resident.model];
    if (model?.loadId !== resident.loadId || model.status !== "loading") return;
    const etaMs = loadRemainsMs(model, clockMs());
    const { progress } = resident;
    for (const waiting of pool.waiting) {
      if (waiting.model === resident.model) open.get(waiting.id)?.hear({ type: "progress", progress, etaMs });
    }
    publish({ type: "model_status", model: resident.model, status: "loading", progress, etaMs });
  }

  /** Equal shares of the cores for those that are answering; takes effect with their next token. */
  function shareCores(): void {
    const busy = Object.values(pool.models).filter((model) => model.leases.length > 0);
    const threads = threadsEach(cores, busy.length);
    for (const { loadId } of busy) {
      const resident = residents.get(loadId);
      if (!resident || resident.threads === threads) continue;
      resident.threads = threads;
      resident.send({ type: "threads", max: threads });
    }
  }

  function publish(event: SidecarEvent): void {
    for (const watcher of watchers) watcher(event);
  }

  function residentOf(loadId: number): Resident | undefined {
    return residents.get(loadId);
  }

  function knownModel(name: string): PoolModel | undefined {
    return Object.hasOwn(pool.models, name) ? pool.models[name] : undefined;
  }

  function answersRunning(): number {
    return Object.values(pool.models).reduce((sum, model) => sum + model.leases.length, 0);
  }

  function shapesOf(file: ModelFile): LoadShape[] {
    const { header, description } = file;
    if (!header || !description) return [];
    const { contextSize, sequences, budgetBytes } = config;
    const { trainContextLength } = description;
    return loadShapes(header, file.sizeBytes, { contextSize, sequences, trainContextLength, budgetBytes });
  }

  function submit(input: TicketInput, hear: Hear): () => void {
    const { id, model, work, fairnessKey, mayEvict = true } = input;
    const file = scanner.find(model);
    const known = knownModel(model);
    // What is loaded goes on serving though its file has been removed or damaged meanwhile.
    const isLoaded = known !== undefined && known.shapes.length > 0 && known.reservedBytes > 0;
    const shapes = file?.invalid === undefined && file ? shapesOf(file) : isLoaded ? known.shapes : [];
    if (shapes.length === 0) {
      hear({ type: "failed", error: unusable(model, file) });
      return () => {};
    }
    if (work.kind === "chat" && file?.description?.embeddingOnly) {
      const message = `${model} turns text into vectors; it can not chat.`;
      hear({ type: "failed", error: { code: "not_a_chat_model", message } });
      return () => {};
    }
    const ticket: OpenTicket = { input, hear, arrivedAtMs: clockMs(), loadId: null, cancelled: false };
    open.set(id, ticket);
    if (known?.status !== "ready") tell({ type: "memory-changed", memAvailableBytes: memAvailableBytes() });
    tell({
      type: "ticket-arrived",
      ticket: { id, kind: work.kind, model, fairnessKey, mayEvict },
      shapes,
      loadEtaMs: history.expectedMs(model, file?.sizeBytes ?? 0),
    });
    const resident = residents.get(pool.models[model]?.loadId ?? 0);
    if (open.get(id) === ticket && ticket.loadId === null && resident?.readyAtMs === null)
      tellProgress(resident);
    // The id may be another ticket's by the time that somebody calls this.
    return () => {
      if (open.get(id) === ticket) cancel(id);
    };
  }

  function cancel(id: string): boolean {
    const ticket = open.get(id);
    if (!ticket || ticket.cancelled) return false;
    ticket.cancelled = true;
    tell({ type: "ticket-cancelled", ticket: id });
    return true;
  }

  async function unload(input: {
    model: string;
    drainMs: number | null;
    force: boolean;
  }): Promise<PoolStatus | null> {
    if (!scanner.find(input.model) && !knownModel(input.model)) return null;
    const settled = (): boolean =>
      !["draining", "unloading"].includes(pool.models[input.model]?.status ?? "cold");
    tell({ type: "unload-asked", ...input });
    if (!settled()) {
      await new Promise<void>((resolve) => {
        const stop = watch((event) => {
          if (event.type !== "model_status" || event.model !== input.model || !settled()) return;
          stop();
          resolve();
        });
      });
    }
    return pool.models[input.model]?.status ?? "cold";
  }

  function watch(watcher: (event: SidecarEvent) => void): () => void {
    watchers.add(watcher);
    return () => void watchers.delete(watcher);
  }

  async function list(): Promise<SidecarModels> {
    const files = await scanner.list();
    for (const resident of residents.values()) {
      if (resident.readyAtMs !== null && clockMs() - resident.measuredAtMs > measureAgainMs)
        void measure(resident);
    }
    const expectedMs = (file: ModelFile): number => history.expectedMs(file.id, file.sizeBytes);
    return listPool({ pool, files, residents: [...residents.values()], shapesOf, expectedMs });
  }

  async function close(deadlineMs: number): Promise<void> {
    tell({ type: "shutdown-asked", force: deadlineMs <= 0 });
    const deadline = setTimeout(() => tell({ type: "shutdown-asked", force: true }), deadlineMs);
    if (residents.size > 0) {
      await new Promise<void>((resolve) => {
        const stop = watch(() => {
          if (residents.size > 0) return;
          stop();
          resolve();
        });
      });
    }
    clearTimeout(deadline);
    clearTimeout(timer);
    spare.close();
  }

  return {
    submit,
    isOpen: (ticket) => open.has(ticket),
    cancel,
    unload,
    pin(model, pinned) {
      if (!scanner.find(model) && !knownModel(model)) return false;
      tell({ type: "pin-asked", model, pinned });
      return true;
    },
    forgetSession(sessionKey) {
      for (const resident of residents.values()) {
        if (resident.readyAtMs !== null) resident.send({ type: "forget-session", sessionKey });
      }
    },
    list,
    watch,
    resident() {
      const models = Object.values(pool.models).toSorted(
        (left, right) => right.lastUsedAtMs - left.lastUsedAtMs,
      );
      const ready = models.filter((model) => ["loading", "ready", "draining"].includes(model.status));
      const pinned = models.filter((model) => model.pinned);
      return { ready: ready.map((model) => model.name), pinned: pinned.map((model) => model.name) };
    },
    isClosing: () => pool.closing,
    answersRunning,
    close,
  };
}

function unusable(model: string, file: ModelFile | null): PoolError {
  if (!file) return { code: "not_found", message: `There is no model ${model.slice(0, 255)}.` };
  return { code: "invalid_model_file", message: `${model} can not be used. ${file.invalid ?? ""}`.trim() };
}

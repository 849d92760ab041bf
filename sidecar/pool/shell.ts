import { join } from "node:path";
import type { PoolStatus, SidecarEvent, SidecarModels } from "@/lib/contract/sidecar";
import type { Log } from "@/sidecar/supervisor/log";
import { announce } from "./announce";
import { clockMs } from "./clock";
import { createDecisionLoop } from "./decision-loop";
import { loadRemainsMs } from "./eta";
import type { PoolCommand } from "./events";
import type { PoolFact } from "./facts";
import { createFleet } from "./fleet";
import { openLoadHistory } from "./load-history";
import { loadShapes } from "./load-shapes";
import { memAvailableBytes } from "./memory";
import type { Resident } from "./residents";
import { createScanner, type ModelFile } from "./scan";
import { listPool } from "./shell-list";
import {
  defaultLimits,
  emptyPool,
  type LoadShape,
  type PoolError,
  type PoolLimits,
  type PoolModel,
} from "./state";
import { TicketDesk } from "./ticket-desk";
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
  /** False when the ticket has ended already. */
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

/** Carries out what `decide` says: processes, timers, messages. It has no policy of its own. */
export function createPoolShell(config: PoolConfig): PoolShell {
  const { log, observe = () => {} } = config;
  const scanner = createScanner(config);
  const history = openLoadHistory(join(config.dataDir, "load-history.json"), (error) =>
    log("warn", "The load history can not be saved.", { error: String(error) }),
  );
  const desk = new TicketDesk(observe);
  const watchers = new Set<(event: SidecarEvent) => void>();
  const limits = { ...defaultLimits, ...config.limits };
  const loop = createDecisionLoop(
    emptyPool(config.budgetBytes, memAvailableBytes(), limits),
    { carryOut, decided },
    log,
  );
  const fleet = createFleet({
    runnerEntry: config.runnerEntry,
    loadSilenceMs: config.loadSilenceMs ?? 60_000,
    history,
    log,
    observe,
    tell: loop.tell,
    progress(resident) {
      if (knownModel(resident.model)?.status !== "loading") return;
      tellWaiters(resident);
      const { model, progress } = resident;
      publish({ type: "model_status", model, status: "loading", progress, etaMs: etaOf(resident) });
    },
    answer(resident, message) {
      if (desk.answer(resident, message)) loop.tell({ type: "answer-ended", ticket: message.ticket });
    },
  });

  function carryOut(command: Exclude<PoolCommand, { type: "set-timer" }>): void {
    switch (command.type) {
      case "begin-load":
        return load(command.model, command.loadId, command.shape);
      case "begin-unload":
        desk.dropAnswersOf(command.model, command.loadId);
        observe({ type: "unload-begun", model: command.model, reason: command.reason });
        log("info", `Unloading ${command.model}.`, { reason: command.reason });
        return fleet.unload(command.loadId);
      case "hand-over":
        if (desk.handOver(command.ticket, fleet.get(command.loadId))) return;
        return loop.tell({ type: "answer-ended", ticket: command.ticket });
      case "refuse":
        return desk.end(command.ticket, command.error);
      case "cancel-answer":
        fleet.get(command.loadId)?.cancelAnswer(command.ticket);
        return;
      case "break-lease":
        observe({ type: "answer-broken", model: command.model, code: command.error.code, wanted: true });
        return desk.end(command.ticket, command.error);
      case "publish-queue":
        for (const { ticket, position, etaMs } of command.queue) {
          if (position > 0) desk.get(ticket)?.hear({ type: "queued", position, etaMs });
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
    if (file && file.invalid === undefined) return tellWaiters(fleet.load(file, loadId, shape));
    // It was there when the ticket came.
    loop.tell({ type: "load-ended", model, loadId, ok: false, error: unusable(model, file) });
  }

  function decided(before: ReturnType<typeof loop.pool>, after: ReturnType<typeof loop.pool>): void {
    fleet.balance(after);
    for (const news of announce(before, after, fleet.get, clockMs())) publish(news);
  }

  /** Tells those who wait for this load how far it is; watchers hear of its beginning from `announce`. */
  function tellWaiters(resident: Resident): void {
    for (const waiting of loop.pool().waiting) {
      if (waiting.model === resident.model) hearProgress(desk.get(waiting.id), resident);
    }
  }

  function hearProgress(ticket: OpenTicket | undefined, resident: Resident): void {
    ticket?.hear({ type: "progress", progress: resident.progress, etaMs: etaOf(resident) });
  }

  function etaOf(resident: Resident): number {
    const model = knownModel(resident.model);
    return model ? loadRemainsMs(model, clockMs()) : 0;
  }

  function publish(event: SidecarEvent): void {
    for (const watcher of watchers) watcher(event);
  }

  function watch(watcher: (event: SidecarEvent) => void): () => void {
    watchers.add(watcher);
    return () => void watchers.delete(watcher);
  }

  /** Resolves as soon as it is so; every change of a status is looked at. */
  async function until(isSo: () => boolean): Promise<void> {
    if (isSo()) return;
    await new Promise<void>((resolve) => {
      const stop = watch(() => {
        if (!isSo()) return;
        stop();
        resolve();
      });
    });
  }

  function knownModel(name: string): PoolModel | undefined {
    const { models } = loop.pool();
    return Object.hasOwn(models, name) ? models[name] : undefined;
  }

  function shapesOf({ header, description, sizeBytes }: ModelFile): LoadShape[] {
    if (!header || !description) return [];
    const { contextSize, sequences, budgetBytes } = config;
    const { trainContextLength } = description;
    return loadShapes(header, sizeBytes, { contextSize, sequences, trainContextLength, budgetBytes });
  }

  function submit(input: TicketInput, hear: Hear): () => void {
    const { id, model, work, fairnessKey, mayEvict = true } = input;
    const file = scanner.find(model);
    const known = knownModel(model);
    // What is loaded goes on serving though its file has been removed or damaged meanwhile.
    const shapes =
      file && file.invalid === undefined ? shapesOf(file) : known?.reservedBytes ? known.shapes : [];
    const refusal =
      shapes.length === 0 ? unusable(model, file) : work.kind === "chat" ? cannotChat(file) : null;
    if (refusal) {
      hear({ type: "failed", error: refusal });
      return () => {};
    }
    const ticket = desk.open(input, hear);
    if (known?.status !== "ready")
      loop.tell({ type: "memory-changed", memAvailableBytes: memAvailableBytes() });
    loop.tell({
      type: "ticket-arrived",
      ticket: { id, kind: work.kind, model, fairnessKey, mayEvict },
      shapes,
      loadEtaMs: history.expectedMs(model, file?.sizeBytes ?? 0),
      reloadMs: history.expectedMs(model, file?.sizeBytes ?? 0),
    });
    const resident = fleet.get(knownModel(model)?.loadId ?? 0);
    if (desk.get(id) === ticket && resident?.readyAtMs === null) hearProgress(ticket, resident);
    // The id may be another ticket's by the time that somebody calls this.
    return () => {
      if (desk.get(id) === ticket) cancel(id);
    };
  }

  function cancel(id: string): boolean {
    const ticket = desk.get(id);
    if (!ticket || ticket.cancelled) return false;
    ticket.cancelled = true;
    loop.tell({ type: "ticket-cancelled", ticket: id });
    return true;
  }

  return {
    submit,
    isOpen: (ticket) => desk.get(ticket) !== undefined,
    cancel,
    async unload(input) {
      if (!scanner.find(input.model) && !knownModel(input.model)) return null;
      const status = (): PoolStatus => knownModel(input.model)?.status ?? "cold";
      loop.tell({ type: "unload-asked", ...input });
      await until(() => status() !== "draining" && status() !== "unloading");
      return status();
    },
    pin(model, pinned) {
      if (!scanner.find(model) && !knownModel(model)) return false;
      loop.tell({ type: "pin-asked", model, pinned });
      return true;
    },
    forgetSession(sessionKey) {
      for (const resident of fleet.all()) {
        if (resident.readyAtMs !== null) resident.send({ type: "forget-session", sessionKey });
      }
    },
    async list() {
      const files = await scanner.list();
      fleet.remeasure();
      const expectedMs = (file: ModelFile): number => history.expectedMs(file.id, file.sizeBytes);
      const spareReady = fleet.spareIsReady();
      return listPool({ pool: loop.pool(), files, residents: fleet.all(), spareReady, shapesOf, expectedMs });
    },
    watch,
    resident() {
      const models = Object.values(loop.pool().models).toSorted(
        (left, right) => right.lastUsedAtMs - left.lastUsedAtMs,
      );
      const ready = models.filter((model) => ["loading", "ready", "draining"].includes(model.status));
      const pinned = models.filter((model) => model.pinned);
      return { ready: ready.map((model) => model.name), pinned: pinned.map((model) => model.name) };
    },
    isClosing: () => loop.pool().closing,
    answersRunning: () =>
      Object.values(loop.pool().models).reduce((sum, model) => sum + model.leases.length, 0),
    async close(deadlineMs) {
      loop.tell({ type: "shutdown-asked", force: deadlineMs <= 0 });
      const deadline = setTimeout(() => loop.tell({ type: "shutdown-asked", force: true }), deadlineMs);
      await until(() => fleet.all().length === 0);
      clearTimeout(deadline);
      loop.stop();
      await fleet.close();
    },
  };
}

function unusable(model: string, file: ModelFile | null): PoolError {
  if (!file) return { code: "not_found", message: `There is no model ${model.slice(0, 255)}.` };
  return { code: "invalid_model_file", message: `${model} can not be used. ${file.invalid ?? ""}`.trim() };
}

function cannotChat(file: ModelFile | null): PoolError | null {
  if (!file?.description?.embeddingOnly) return null;
  return { code: "not_a_chat_model", message: `${file.id} turns text into vectors; it can not chat.` };
}

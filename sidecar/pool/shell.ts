import { join } from "node:path";
import type { PoolStatus, SidecarEvent, SidecarModels } from "@/lib/contract/sidecar";
import type { RunnerMessage } from "@/sidecar/runner/protocol";
import { announce } from "./announce";
import { carryOut, type Hands } from "./carry-out";
import { clockMs } from "./clock";
import { createDecisionLoop } from "./decision-loop";
import { createFleet } from "./fleet";
import { Line } from "./line";
import { openLoadHistory } from "./load-history";
import { LoadNews } from "./load-news";
import { shapesOfFile } from "./load-shapes";
import { createLoadTimes } from "./load-times";
import { memAvailableBytes } from "./memory";
import { createPageCache } from "./page-cache";
import type { PoolConfig } from "./pool-config";
import { defaultLimits } from "./pool-limits";
import { openResidency, residentModels, type ResidentModels } from "./residency";
import { createScanner } from "./scan";
import { listPool } from "./shell-list";
import { emptyPool, knownModel } from "./state";
import { TicketDesk } from "./ticket-desk";
import type { Hear, TicketInput } from "./tickets";
import { TokenCounts } from "./token-counts";
import { Watchers } from "./watchers";

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
  /** Pins what was pinned before a restart, though its file may be gone for now. */
  pinAgain(models: string[]): void;
  forgetSession(sessionKey: string): void;
  /** Tokens of the prompt of these messages; null where the model is not loaded. Loads nothing, waits in no line. */
  countTokens(model: string, messages: RunnerMessage[], signal: AbortSignal): Promise<number | null>;
  list(): Promise<SidecarModels>;
  statusOf(model: string): PoolStatus;
  /** Status, progress and queue changes from now on; returns what ends it. */
  watch(listener: (event: SidecarEvent) => void): () => void;
  /** What a former manager had loaded and pinned. */
  former(): ResidentModels;
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
  const residency = openResidency(join(config.dataDir, "residency.json"), (error) =>
    log("warn", "What is loaded can not be saved for a restart.", { error: String(error) }),
  );
  const former = residency.read();
  const loadTimes = createLoadTimes(history, createPageCache());
  const shapesOf = shapesOfFile(config);
  const desk = new TicketDesk(observe);
  const counts = new TokenCounts();
  const watchers = new Watchers();
  const pool = emptyPool(config.budgetBytes, memAvailableBytes(), { ...defaultLimits, ...config.limits });
  const loop = createDecisionLoop(
    pool,
    {
      carryOut: (command) => carryOut(hands, command),
      decided(before, after) {
        fleet.balance(after);
        // Unloading for a shutdown is not a wish to have nothing loaded.
        if (!after.closing) residency.save(residentModels(after));
        for (const event of announce(before, after, fleet.get, clockMs())) watchers.publish(event);
      },
    },
    log,
  );
  const news = new LoadNews(desk, loop.pool, (event) => watchers.publish(event));
  const fleet = createFleet({
    runnerEntry: config.runnerEntry,
    loadSilenceMs: config.loadSilenceMs ?? 60_000,
    loadTimes,
    log,
    observe,
    tell: loop.tell,
    progress: (resident) => news.progress(resident),
    answer(resident, message) {
      if (!counts.hear(message) && desk.answer(resident, message))
        loop.tell({ type: "answer-ended", ticket: message.ticket });
    },
  });
  const hands: Hands = { desk, fleet, scanner, news, tell: loop.tell, observe, log };
  const line = new Line({ desk, scanner, loop, fleet, news, loadTimes, shapesOf });
  const statusOf = (model: string): PoolStatus => knownModel(loop.pool(), model)?.status ?? "cold";
  const exists = (model: string): boolean =>
    scanner.find(model) !== null || knownModel(loop.pool(), model) !== undefined;

  return {
    submit: (input, hear) => line.submit(input, hear),
    isOpen: (ticket) => desk.get(ticket) !== undefined,
    cancel: (ticket) => line.cancel(ticket),
    async unload({ model, drainMs, force }) {
      if (!exists(model)) return null;
      loop.tell({ type: "unload-asked", model, drainMs, force });
      await watchers.until(() => statusOf(model) !== "draining" && statusOf(model) !== "unloading");
      return statusOf(model);
    },
    pin(model, pinned) {
      if (!exists(model)) return false;
      loop.tell({ type: "pin-asked", model, pinned });
      return true;
    },
    pinAgain(models) {
      for (const model of models) loop.tell({ type: "pin-asked", model, pinned: true });
    },
    forgetSession(sessionKey) {
      for (const resident of fleet.all()) {
        if (resident.readyAtMs !== null) resident.send({ type: "forget-session", sessionKey });
      }
    },
    async countTokens(model, messages, signal) {
      const resident = fleet.all().find((one) => one.model === model && one.readyAtMs !== null);
      return resident ? counts.ask(resident, messages, signal) : null;
    },
    async list() {
      const files = await scanner.list();
      fleet.remeasure();
      const { expected } = loadTimes;
      return listPool({
        pool: loop.pool(),
        files,
        residents: fleet.all(),
        spareReady: fleet.spareIsReady(),
        cores: fleet.cores(),
        shapesOf,
        expected,
      });
    },
    statusOf,
    watch: (watcher) => watchers.watch(watcher),
    former: () => former,
    isClosing: () => loop.pool().closing,
    answersRunning: () =>
      Object.values(loop.pool().models).reduce((sum, model) => sum + model.leases.length, 0),
    async close(deadlineMs) {
      loop.tell({ type: "shutdown-asked", force: deadlineMs <= 0 });
      const deadline = setTimeout(() => loop.tell({ type: "shutdown-asked", force: true }), deadlineMs);
      await watchers.until(() => fleet.all().length === 0);
      clearTimeout(deadline);
      loop.stop();
      await fleet.close();
    },
  };
}

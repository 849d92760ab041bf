import { fork, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { publishSidecarEndpoint, sidecarEndpoint } from "@/lib/contract/sidecar-endpoint";
import { backoffMs, healthyAfterMs } from "./backoff";
import type { SidecarConfig } from "./config";
import { entryOptions } from "./entry-options";
import type { FromManager, ToManager } from "./messages";

/** A manager that has been told to close and does not. */
const lateMs = 2_000;

export interface Sidecar {
  /** Where it is now; null while it is not up. */
  endpoint(): { url: string; token: string } | null;
  /** Calls after each change of the endpoint; returns what ends it. */
  onChange(listener: () => void): () => void;
  /** Running answers may finish for so long; resolves when the manager has gone. */
  stop(input: { deadlineMs: number }): Promise<void>;
}

/**
 * Runs the pool manager as a child, starts it anew when it ends (with back-off, a new port and a new token), and
 * publishes where it is (lib/contract/sidecar-endpoint.ts).
 */
export function startSidecar(config: SidecarConfig): Sidecar {
  const { log } = config;
  let child: ChildProcess | null = null;
  let token = "";
  let failures = 0;
  let stopping = false;
  let retry: NodeJS.Timeout | undefined;
  let exited: Promise<void> = Promise.resolve();

  function start(): void {
    token = randomBytes(32).toString("base64url");
    const startedAtMs = performance.now();
    const { execArgv, env } = entryOptions(config.managerEntry);
    publishSidecarEndpoint({ url: null, token: null, state: "starting" });
    const manager = fork(config.managerEntry, ["sidecar-manager"], {
      execArgv,
      env: { ...env, ...managerEnv(config, token) },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    child = manager;
    for (const stream of [manager.stdout, manager.stderr]) {
      if (stream)
        createInterface({ input: stream }).on("line", (line) =>
          log("warn", line.slice(0, 2_000), { from: "sidecar" }),
        );
    }
    manager.on("message", hear);
    exited = new Promise((resolve) => {
      const end = (cause: string): void => {
        if (child !== manager) return;
        child = null;
        resolve();
        const aliveMs = performance.now() - startedAtMs;
        failures = aliveMs >= healthyAfterMs ? 1 : failures + 1;
        if (stopping) return publishSidecarEndpoint({ url: null, token: null, state: "closed" });
        publishSidecarEndpoint({ url: null, token: null, state: "down" });
        const waitMs = backoffMs(failures);
        log("error", `The sidecar ${cause}; it is started again.`, { waitMs, aliveMs: Math.round(aliveMs) });
        retry = setTimeout(start, waitMs);
      };
      manager.on("exit", (code, signal) =>
        end(signal ? `was ended by ${signal}` : `ended with code ${code ?? "unknown"}`),
      );
      manager.on("error", (error) => {
        if (manager.pid === undefined) end(`could not be started (${error.message})`);
      });
    });
  }

  function hear(message: FromManager): void {
    switch (message.type) {
      case "listening":
        if (stopping) return;
        return publishSidecarEndpoint({ url: `http://127.0.0.1:${message.port}`, token, state: "up" });
      case "log":
        return log(message.level, message.message, message.details);
      default: {
        const never: never = message;
        return never;
      }
    }
  }

  function send(message: ToManager): void {
    if (child?.connected) child.send(message, () => {});
  }

  start();
  return {
    endpoint() {
      const { url, token: current, state } = sidecarEndpoint();
      return state === "up" && url !== null && current !== null ? { url, token: current } : null;
    },
    onChange(listener) {
      sidecarEndpoint().listeners.add(listener);
      return () => void sidecarEndpoint().listeners.delete(listener);
    },
    async stop({ deadlineMs }) {
      stopping = true;
      clearTimeout(retry);
      if (child === null) return publishSidecarEndpoint({ url: null, token: null, state: "closed" });
      const late = setTimeout(() => child?.kill("SIGKILL"), deadlineMs + lateMs);
      send({ type: "shutdown", deadlineMs });
      await exited;
      clearTimeout(late);
    },
  };
}

function managerEnv(config: SidecarConfig, token: string): Record<string, string> {
  return {
    SIDECAR_TOKEN: token,
    SIDECAR_PORT: "0",
    SIDECAR_HOST: "127.0.0.1",
    SIDECAR_RUNNER_ENTRY: config.runnerEntry,
    SIDECAR_DATA_DIR: config.dataDir,
    SIDECAR_KV_DIR: join(config.dataDir, "kv"),
    SIDECAR_KV_BUDGET: config.kvBudgetBytes === undefined ? "" : String(config.kvBudgetBytes),
    SIDECAR_DEMO_DIR: config.demoDir ?? "",
    LLAMACPP_MODELS_DIR: config.modelsDir,
    LLAMACPP_SERVER_BIN: config.serverBin ?? "",
    LLAMACPP_MEMORY_BUDGET: config.memoryBudgetBytes === undefined ? "" : String(config.memoryBudgetBytes),
  };
}

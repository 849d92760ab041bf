/**
 * Entry of the pool manager (argv: `sidecar-manager`). It has no native code, so that nothing in it can crash or hang
 * with a model. Started by the supervisor it ends with it: the channel's end is the parent's death, even by kill -9.
 * Without a channel (on a GPU host of its own) SIGTERM ends it.
 */
import { mkdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { defaultBudgetBytes } from "@/sidecar/pool/memory";
import { createPoolShell } from "@/sidecar/pool/shell";
import type { Log } from "@/sidecar/supervisor/log";
import type { FromManager, ToManager } from "@/sidecar/supervisor/messages";
import { managerConfig } from "./config";
import { createSidecarServer } from "./create-server";
import { forgettingOnDisk } from "./forget-on-disk";
import { createMetrics } from "./metrics";
import { restoreModels } from "./restore";

const drainDeadlineMs = 20_000;
const supervised = process.send !== undefined;

function tell(message: FromManager): void {
  if (process.connected) process.send?.(message, undefined, {}, () => {});
}

const log: Log = (level, message, details = {}) => {
  if (supervised) tell({ type: "log", level, message, details });
  else if (level !== "debug") process.stderr.write(`${JSON.stringify({ level, message, ...details })}\n`);
};

const config = managerConfig(process.env);
mkdirSync(config.SIDECAR_DATA_DIR, { recursive: true });
const metrics = createMetrics();
const pool = createPoolShell({
  modelsDir: config.LLAMACPP_MODELS_DIR,
  demoDir: config.SIDECAR_DEMO_DIR ?? null,
  dataDir: config.SIDECAR_DATA_DIR,
  budgetBytes: config.LLAMACPP_MEMORY_BUDGET ?? defaultBudgetBytes(),
  runnerEntry: config.SIDECAR_RUNNER_ENTRY,
  contextSize: config.SIDECAR_CONTEXT_SIZE,
  sequences: config.SIDECAR_SEQUENCES,
  log,
  observe: metrics.observe,
});
const server = createSidecarServer({
  pool: forgettingOnDisk(pool),
  metrics,
  token: config.SIDECAR_TOKEN,
  log,
});

let closing: Promise<void> | null = null;
async function shutDown(deadlineMs: number): Promise<void> {
  await pool.close(deadlineMs);
  server.close();
  server.closeAllConnections();
}
function end(deadlineMs: number): void {
  closing ??= shutDown(deadlineMs).finally(() => process.exit(0));
}

// A terminal's Ctrl-C reaches the whole group; the parent decides what it means.
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (!supervised) end(drainDeadlineMs);
  });
}
process.on("disconnect", () => process.exit(0));
process.on("message", (message: ToManager) => {
  if (message.type === "shutdown") end(message.deadlineMs);
});

restoreModels(pool, log);
server.on("error", (error) => {
  log("error", "The sidecar can not listen.", { error: error.message });
  process.exit(1);
});
server.listen(config.SIDECAR_PORT, config.SIDECAR_HOST, () => {
  const { port } = server.address() as AddressInfo;
  log("info", "The sidecar listens.", { port, supervised });
  tell({ type: "listening", port });
});

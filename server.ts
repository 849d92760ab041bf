/**
 * Boots Next and the sidecar, sets the headers that the site trusts, owns the signals. It imports no services:
 * Next bundles those itself, and lib/shared/boot.ts is what both sides see.
 */
import { accessSync, constants, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { setTimeout as delay } from "node:timers/promises";
import next from "next";
import { publishSidecarEndpoint } from "@/lib/contract/sidecar-endpoint";
import { env, siteOrigin } from "@/lib/env";
import { boot } from "@/lib/shared/boot";
import { trustHeaders } from "@/lib/shared/trusted-headers";
import { log } from "@/lib/telemetry/log";
import { startSidecar } from "@/sidecar/supervisor/supervisor";
import { sidecarConfig } from "@/sidecar/supervisor/config";

const drainDeadlineMs = 20_000;
const lastPartsMs = 1_000;

/** One sentence for the operator, no stack. */
function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function settings() {
  try {
    return env();
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

const { PORT, HOST, NODE_ENV, SIDECAR_URL, TRUST_PROXY, ...rest } = settings();
// next-auth follows the request's host, which server.ts alone sets.
process.env.AUTH_TRUST_HOST = "1";

const entries = {
  manager: "./sidecar/server/main.ts",
  runner: "./sidecar/runner/main.ts",
  "llama-server": "./sidecar/llama-server/main.ts",
};
const entry = (name: keyof typeof entries) =>
  // Not `pathname`: a folder may have a space in its name.
  fileURLToPath(
    new URL(import.meta.url.endsWith(".ts") ? entries[name] : `./sidecar-${name}.mjs`, import.meta.url),
  );

const serverBin = rest.LLAMACPP_SERVER_BIN;
if (serverBin && !isProgram(serverBin)) fail(`LLAMACPP_SERVER_BIN: ${serverBin} can not be run.`);

const sidecar = SIDECAR_URL
  ? null
  : startSidecar(
      sidecarConfig({
        managerEntry: entry("manager"),
        runnerEntry: entry(serverBin ? "llama-server" : "runner"),
        serverBin,
        modelsDir: rest.LLAMACPP_MODELS_DIR,
        dataDir: rest.DATA_DIR,
        kvBudgetBytes: rest.LLAMACPP_KV_BUDGET,
        memoryBudgetBytes: rest.LLAMACPP_MEMORY_BUDGET,
        log: (level, message, details) => log()[level](details ?? {}, message),
      }),
    );

if (SIDECAR_URL) publishSidecarEndpoint({ url: SIDECAR_URL, token: rest.SIDECAR_TOKEN ?? null, state: "up" });

const app = next({ dev: NODE_ENV === "development", hostname: HOST, port: PORT });
try {
  await app.prepare();
  await boot().started;
} catch (error) {
  await sidecar?.stop({ deadlineMs: 0 });
  fail(`The site could not start: ${error instanceof Error ? error.message : String(error)}`);
}
const handle = app.getRequestHandler();
const upgrade = app.getUpgradeHandler();

const server = createServer((request: IncomingMessage, response: ServerResponse) => {
  trustHeaders(request, response, TRUST_PROXY === "1");
  void handle(request, response);
});
server.on("upgrade", (request, socket, head) => void upgrade(request, socket, head));
// A chat stream may be quiet for minutes while a model loads.
server.requestTimeout = 0;
server.on("error", (error: NodeJS.ErrnoException) => {
  const sentence =
    error.code === "EADDRINUSE"
      ? `Port ${PORT} on ${HOST} is in use. Stop what runs there, or start with another one: PORT=3001 npm start`
      : `The server could not listen on ${HOST}:${PORT}: ${error.message}`;
  void (sidecar?.stop({ deadlineMs: 0 }) ?? Promise.resolve()).finally(() => fail(sentence));
});
server.listen(PORT, HOST, () => {
  const { setupPath } = boot();
  if (setupPath)
    process.stdout.write(`Create the first admin (once, within 24 hours): ${siteOrigin()}${setupPath}\n`);
  process.stdout.write(`Ready on ${siteOrigin()}\n`);
});

let closingSinceMs: number | null = null;
async function shutDown(signal: string): Promise<void> {
  if (closingSinceMs !== null) {
    // Under npm one Ctrl-C arrives twice: from the terminal, and passed on by npm. A later one means "now".
    if (performance.now() - closingSinceMs > 1000) process.exit(1);
    return;
  }
  closingSinceMs = performance.now();
  process.stdout.write(`${signal}: finishing running answers (at most ${drainDeadlineMs / 1000} s)…\n`);
  await boot().drain({ deadlineMs: drainDeadlineMs });
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  // The last parts of answers that were cut are on their way to the readers.
  await Promise.race([closed, delay(lastPartsMs)]);
  // What is still open are event streams, which reconnect by themselves.
  server.closeAllConnections();
  await sidecar?.stop({ deadlineMs: 1000 });
  await app.close();
  process.stdout.write("Stopped.\n");
  process.exit(0);
}
process.on("SIGTERM", () => void shutDown("SIGTERM"));
process.on("SIGINT", () => void shutDown("SIGINT"));

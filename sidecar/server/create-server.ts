import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { PoolShell } from "@/sidecar/pool/shell";
import type { Log } from "@/sidecar/supervisor/log";
import { isAuthorized } from "./authorize";
import { chatCompletions } from "./chat";
import type { Route } from "./context";
import { embeddings } from "./embeddings";
import { poolEvents } from "./events";
import { health, showMetrics } from "./health";
import { sendError } from "./http-error";
import type { Metrics } from "./metrics";
import {
  cancelLoad,
  forgetSession,
  listForOpenAi,
  listModels,
  listRunning,
  loadModel,
  pinModel,
  unloadModel,
  warmModel,
} from "./models";
import { tokenize } from "./tokenize";

/** Method and path of every route; `{key}` is one path segment. */
const routes: [method: string, path: string, route: Route][] = [
  ["GET", "/health", health],
  ["GET", "/metrics", showMetrics],
  ["GET", "/v1/models", listForOpenAi],
  ["POST", "/v1/chat/completions", chatCompletions],
  ["POST", "/v1/embeddings", embeddings],
  ["POST", "/tokenize", tokenize],
  ["GET", "/models", listModels],
  ["GET", "/models/sse", poolEvents],
  ["POST", "/models/load", loadModel],
  ["POST", "/models/load/cancel", cancelLoad],
  ["POST", "/models/warm", warmModel],
  ["POST", "/models/unload", unloadModel],
  ["POST", "/models/pin", pinModel],
  ["GET", "/running", listRunning],
  ["DELETE", "/sessions/{key}", forgetSession],
];

export interface ServerConfig {
  pool: PoolShell;
  metrics: Metrics;
  token: string;
  log: Log;
}

/** The sidecar's HTTP server, not yet listening. Every route needs the token; errors never show internals. */
export function createSidecarServer({ pool, metrics, token, log }: ServerConfig): Server {
  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      if (!response.destroyed)
        log("error", "A request failed.", { url: request.url, error: describe(error) });
      sendError(response, { code: "internal", message: "Something went wrong in the model server." });
      if (!response.writableEnded) response.destroy();
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isAuthorized(request, token)) {
      sendError(response, { code: "unauthorized", message: "The bearer token is missing or wrong." });
      request.resume();
      return;
    }
    const [path = "/"] = (request.url ?? "/").split("?");
    const matches = routes.filter(([, pattern]) => keyOf(pattern, path) !== null);
    const found = matches.find(([method]) => method === request.method);
    if (!found) {
      const status = matches.length > 0 ? 405 : 404;
      const code = status === 405 ? "invalid_request" : "not_found";
      sendError(response, {
        code,
        status,
        message: `There is no ${request.method ?? ""} ${path.slice(0, 200)}.`,
      });
      request.resume();
      return;
    }
    await found[2]({ request, response, pool, metrics, log, key: keyOf(found[1], path) ?? "" });
  }

  // A completion may be quiet for minutes while its model loads.
  server.requestTimeout = 0;
  return server;
}

/** What stands in the place of `{key}`, empty where the pattern has none; null when the path does not match. */
function keyOf(pattern: string, path: string): string | null {
  if (!pattern.endsWith("/{key}")) return pattern === path ? "" : null;
  const prefix = pattern.slice(0, -"{key}".length);
  const rest = path.startsWith(prefix) ? path.slice(prefix.length) : "";
  if (rest === "" || rest.includes("/")) return null;
  try {
    return decodeURIComponent(rest);
  } catch {
    return null;
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

import type { IncomingMessage, ServerResponse } from "node:http";
import type { PoolShell } from "@/sidecar/pool/shell";
import type { Log } from "@/sidecar/supervisor/log";
import type { Metrics } from "./metrics";

/** What every route is given. */
export interface RouteContext {
  request: IncomingMessage;
  response: ServerResponse;
  pool: PoolShell;
  metrics: Metrics;
  log: Log;
  /** What stood in the place of `{key}` in the route's path, decoded. */
  key: string;
}

export type Route = (context: RouteContext) => void | Promise<void>;

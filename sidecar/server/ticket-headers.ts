import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { PoolShell } from "@/sidecar/pool/shell";
import type { RequestError } from "./http-error";

export interface TicketHeaders {
  /** From `x-ticket`, else a new one. */
  id: string;
  fairnessKey: string;
  sessionKey: string | undefined;
}

const opaque = /^[\x21-\x7e]{1,200}$/;

/** Reads the sidecar's own request headers; all are opaque and optional. */
export function ticketHeaders(request: IncomingMessage, pool: PoolShell): TicketHeaders | RequestError {
  const values: Record<string, string | undefined> = {};
  for (const name of ["x-ticket", "x-fairness-key", "x-session-key"]) {
    const value = request.headers[name];
    if (value === undefined) continue;
    if (typeof value !== "string" || !opaque.test(value)) {
      return {
        code: "invalid_request",
        message: `${name}: must be 1 to 200 printable characters`,
        param: name,
      };
    }
    values[name] = value;
  }
  const id = values["x-ticket"] ?? randomUUID();
  if (pool.isOpen(id)) return { code: "invalid_request", message: "x-ticket: is in use", param: "x-ticket" };
  return { id, fairnessKey: values["x-fairness-key"] ?? "", sessionKey: values["x-session-key"] };
}

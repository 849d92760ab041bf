import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

const ownHeaders = [
  "x-switchyard-ip",
  "x-nonce",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-forwarded-for",
  "x-middleware-subrequest",
] as const;
const requestId = /^[\w.-]{8,100}$/;

/**
 * Sets what the site believes of a request: client address, host, protocol, request id. What a client sent under these
 * names is dropped, unless a proxy in front is trusted (TRUST_PROXY=1), whose last X-Forwarded-For entry then counts.
 */
export function trustHeaders(request: IncomingMessage, response: ServerResponse, trustProxy: boolean): void {
  const { headers } = request;
  const forwarded = trustProxy
    ? String(headers["x-forwarded-for"] ?? "")
        .split(",")
        .at(-1)
        ?.trim()
    : "";
  const host = (trustProxy && headers["x-forwarded-host"]) || headers.host || "";
  const proto = (trustProxy && headers["x-forwarded-proto"]) || "http";
  for (const name of ownHeaders) delete headers[name];
  headers["x-switchyard-ip"] = forwarded || request.socket.remoteAddress || "unknown";
  headers["x-forwarded-host"] = host;
  headers["x-forwarded-proto"] = proto;
  const sent = headers["x-request-id"];
  const id = typeof sent === "string" && requestId.test(sent) ? sent : randomUUID();
  headers["x-request-id"] = id;
  response.setHeader("x-request-id", id);
}

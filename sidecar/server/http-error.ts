import type { ServerResponse } from "node:http";
import type { SidecarError, SidecarErrorCode } from "@/lib/contract/sidecar";
import type { PoolError } from "@/sidecar/pool/state";
import { sendJson } from "./send-json";

/** An error of a request; `status` only where the code does not say it. */
export interface RequestError extends PoolError {
  status?: number;
  param?: string;
}

/** Code → status and OpenAI's `type`. */
const kinds: Record<SidecarErrorCode, [status: number, type: string]> = {
  invalid_request: [400, "invalid_request_error"],
  unauthorized: [401, "authentication_error"],
  not_found: [404, "not_found_error"],
  invalid_model_file: [422, "invalid_request_error"],
  does_not_fit: [507, "server_error"],
  load_failed: [503, "server_error"],
  queue_full: [503, "server_error"],
  context_length_exceeded: [400, "invalid_request_error"],
  runner_gone: [502, "server_error"],
  unload_forced: [503, "server_error"],
  not_an_embedding_model: [400, "invalid_request_error"],
  not_a_chat_model: [400, "invalid_request_error"],
  cancelled: [409, "invalid_request_error"],
  shutting_down: [503, "server_error"],
  internal: [500, "server_error"],
};

/** The wire form of an error. */
export function errorBody(error: RequestError): SidecarError {
  return { error: { ...error, status: undefined, type: kinds[error.code][1] } as SidecarError["error"] };
}

/** Answers with an error, as long as the head has not been sent. */
export function sendError(response: ServerResponse, error: RequestError): void {
  if (error.retryAfterMs !== undefined)
    response.setHeader("retry-after", String(Math.ceil(error.retryAfterMs / 1000)));
  sendJson(response, error.status ?? kinds[error.code][0], errorBody(error));
}

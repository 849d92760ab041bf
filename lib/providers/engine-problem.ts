import { APICallError } from "ai";
import { isProblemError, problem, type ProblemError } from "@/lib/errors";

export interface EngineName {
  id: string;
  /** For people. */
  label: string;
}

/** Aborted by whoever asked: not a failure of the engine. A time-out is one, and has another name. */
export function isAbort(error: unknown): boolean {
  return typeof error === "object" && error !== null && (error as { name?: unknown }).name === "AbortError";
}

/**
 * What people and fallbacks are told of an engine's error: provider_failed, provider_timeout, model_unavailable,
 * or incompatible_conversation when the prompt is too long. `reason` is the machine's word for the cause.
 * Never the engine's own text: it may hold a key, an address or a stack.
 */
export function engineProblem(engine: EngineName, error: unknown): ProblemError {
  if (isProblemError(error)) return error;
  const { id: provider, label } = engine;
  if (isTimeout(error))
    return problem("provider_timeout", `${label} did not answer in time. Nothing was lost; try again.`, {
      provider,
      reason: "timeout",
    });
  const text = textOf(error);
  if (
    /context_length_exceeded|maximum context length|context (?:size|window|length)|exceed_context/i.test(text)
  )
    return problem(
      "incompatible_conversation",
      "The conversation is longer than this model can read. Start a new chat, or choose a model with a larger window.",
      { provider, reason: "context_length", reasons: [], choices: ["new_chat", "keep"] },
    );
  // A connection that breaks in mid-answer still carries the 200 it began with.
  if (APICallError.isInstance(error) && error.statusCode !== undefined && error.statusCode >= 400)
    return fromStatus(engine, error.statusCode, error.responseHeaders?.["retry-after"]);
  if (/model\b.*\bnot found/i.test(text)) return fromStatus(engine, 404);
  if (isConnectionFailure(error))
    return problem("provider_failed", `${label} can not be reached. Choose another model, or try again.`, {
      provider,
      reason: "connection",
    });
  return problem(
    "provider_failed",
    `${label} failed while it answered. Try again, or choose another model.`,
    {
      provider,
      reason: "failed",
    },
  );
}

/** The problem for a non-2xx status of an engine's HTTP answer. */
export function fromStatus(
  { id: provider, label }: EngineName,
  status: number,
  retryAfter?: string,
): ProblemError {
  if (status === 401 || status === 403)
    return problem("provider_failed", `${label} refuses this site's key. An admin has to look at it.`, {
      provider,
      reason: "auth",
    });
  if (status === 404)
    return problem("model_unavailable", `${label} does not have this model any more. Choose another one.`, {
      provider,
      reason: "gone",
    });
  if (status === 408 || status === 504)
    return problem("provider_timeout", `${label} did not answer in time. Nothing was lost; try again.`, {
      provider,
      reason: "timeout",
    });
  if (status === 429 || status === 503) {
    const seconds = Number(retryAfter);
    return problem(
      "model_unavailable",
      `${label} is too busy at the moment. Try again soon, or choose another model.`,
      {
        provider,
        reason: "busy",
        ...(seconds > 0 && { retryAfterMs: seconds * 1000 }),
      },
    );
  }
  if (status === 400 || status === 422)
    return problem("provider_failed", `${label} refused the request. Try another model.`, {
      provider,
      reason: "refused",
    });
  return problem("provider_failed", `${label} failed (${status}). Try again, or choose another model.`, {
    provider,
    reason: "failed",
  });
}

/** Failures of the engine itself, in a row, open its breaker; those of one request (too long, refused, a wrong model) never do. */
export function isEngineFailure(error: unknown): boolean {
  if (!isProblemError(error)) return false;
  const reason = error.members.reason;
  return reason === "timeout" || reason === "connection" || reason === "failed" || reason === "cut";
}

function isTimeout(error: unknown, depth = 0): boolean {
  if (typeof error !== "object" || error === null || depth > 3) return false;
  const { name, code, cause } = error as Record<string, unknown>;
  return (
    name === "TimeoutError" ||
    /^(?:ETIMEDOUT|UND_ERR_(?:HEADERS|BODY|CONNECT)_TIMEOUT)$/.test(String(code)) ||
    isTimeout(cause, depth + 1)
  );
}

function isConnectionFailure(error: unknown): boolean {
  return /fetch failed|ECONNREFUSED|ECONNRESET|ENOTFOUND|EPIPE|EHOSTUNREACH|terminated|socket|Cannot connect/i.test(
    textOf(error),
  );
}

function textOf(error: unknown, depth = 0): string {
  if (typeof error === "string") return error;
  if (typeof error !== "object" || error === null || depth > 3) return "";
  const { message, code, cause, responseBody } = error as Record<string, unknown>;
  return [message, code, responseBody, textOf(cause, depth + 1)].filter(Boolean).join(" ");
}

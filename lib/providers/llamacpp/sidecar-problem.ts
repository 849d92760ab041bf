import type { SidecarError } from "@/lib/contract/sidecar";
import { problem, type ProblemError } from "@/lib/errors";

const provider = "llamacpp";

/** What people are told of a sidecar's error. Its sentences on files, memory and windows are made for people; the others are not shown. */
export function sidecarProblem(error: SidecarError["error"] | undefined, status = 500): ProblemError {
  if (!error)
    return problem("provider_failed", `The local models failed (${status}). Try again.`, {
      provider,
      reason: "failed",
    });
  const { code, message, retryAfterMs } = error;
  switch (code) {
    case "not_found":
      return problem("not_found", "There is no such model in the models folder.", { provider });
    case "invalid_model_file":
      return problem("invalid_model_file", `This model file can not be used: ${message}`, {
        provider,
        reason: message,
      });
    case "not_a_chat_model":
      return problem("invalid_model_file", "This model turns text into vectors; it can not chat.", {
        provider,
        reason: "embeddings only",
      });
    case "not_an_embedding_model":
    case "invalid_request":
      return problem("provider_failed", "The local models refused the request. Try another model.", {
        provider,
        reason: "refused",
      });
    case "does_not_fit":
      return problem("model_unavailable", message, { provider, reason: "memory" });
    case "load_failed":
      return problem("provider_failed", `The model could not be loaded: ${message}`, {
        provider,
        reason: "load",
      });
    case "queue_full":
      return problem("model_unavailable", "Too many people are waiting for local models. Try again soon.", {
        provider,
        reason: "busy",
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      });
    case "context_length_exceeded":
      return problem(
        "incompatible_conversation",
        "The conversation is longer than this model can read. Start a new chat, or choose a model with a larger window.",
        {
          provider,
          reason: "context_length",
          choices: ["new_chat", "keep"],
          reasons:
            error.neededTokens === undefined || error.availableTokens === undefined
              ? []
              : [{ kind: "context_window", needed: error.neededTokens, available: error.availableTokens }],
        },
      );
    case "runner_gone":
      return problem(
        "provider_failed",
        "The local model stopped unexpectedly. What came so far is kept; try again.",
        {
          provider,
          reason: "runner",
        },
      );
    case "unload_forced":
      return problem(
        "provider_failed",
        "An admin unloaded this model. What came so far is kept; try again.",
        {
          provider,
          reason: "unloaded",
        },
      );
    case "cancelled":
      return problem("cancelled", "This was cancelled.", { provider });
    case "shutting_down":
      return problem("model_unavailable", "The local models are restarting. Try again in a few seconds.", {
        provider,
        reason: "starting",
        retryAfterMs: 2_000,
      });
    case "unauthorized":
    case "internal":
      return problem("provider_failed", "The local models failed. Try again.", {
        provider,
        reason: "failed",
      });
    default:
      return code satisfies never;
  }
}

import type { MessageMetadata } from "@/lib/contract/chat";
import { isProblemError, problem, type ProblemError } from "@/lib/errors";
import { engineProblem } from "@/lib/providers/engine-problem";
import type { EndStatus } from "@/lib/services/generations/end-generation";
import type { Job } from "@/lib/services/generations/job";
import type { AnswerChunk } from "@/lib/services/generations/live-answer";
import type { ReadEnd } from "@/lib/services/generations/read-answer";
import { log } from "@/lib/telemetry/log";

/** How an answer ended, as people are told. */
export interface End {
  status: EndStatus;
  finishReason?: string;
  usage?: MessageMetadata["usage"];
  error?: ProblemError;
}

/** `failed` is an answer that never began; one that began and broke is `interrupted`. */
export function outcome(read: ReadEnd, began: boolean, job: Job): End {
  switch (read.kind) {
    case "finished":
      return { status: "completed", finishReason: read.finishReason, usage: read.usage };
    case "aborted":
      if (read.reason === "shutting_down")
        return {
          status: "interrupted",
          error: problem(
            "shutting_down",
            "The site restarts. What had arrived is kept; ask for a new answer.",
          ),
        };
      return { status: "stopped" };
    case "failed": {
      const error = engineProblem(job.provider, read.error);
      log().warn(
        { requestId: job.requestId, ...job.served, code: error.code, cause: causeOf(read.error) },
        "an answer failed",
      );
      return { status: began ? "interrupted" : "failed", error };
    }
    default: {
      const never: never = read;
      return never;
    }
  }
}

/** For the log: an engine's error holds the whole prompt, so only its name and message go there. */
function causeOf(error: unknown): string {
  if (isProblemError(error)) return String(error.members.reason ?? error.code);
  return error instanceof Error ? `${error.name}: ${error.message}` : "unknown";
}

/** The last chunks of a stream: only a completed answer has a `finish`. */
export function closing(messageMetadata: MessageMetadata & { status: EndStatus }): AnswerChunk[] {
  const told: AnswerChunk = { type: "message-metadata", messageMetadata };
  switch (messageMetadata.status) {
    case "completed":
      return [{ type: "finish", finishReason: knownReason(messageMetadata.finishReason), messageMetadata }];
    case "stopped":
      return [told, { type: "abort" }];
    case "interrupted":
    case "failed":
      return [told, { type: "error", errorText: JSON.stringify(messageMetadata.error) }];
    default: {
      const never: never = messageMetadata.status;
      return never;
    }
  }
}

type FinishReason = Extract<AnswerChunk, { type: "finish" }>["finishReason"];

function knownReason(reason: string | undefined): FinishReason {
  return reason === "stop" || reason === "length" || reason === "content-filter" || reason === "tool-calls"
    ? reason
    : "other";
}

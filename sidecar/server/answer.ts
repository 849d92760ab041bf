import type { SidecarTimings } from "@/lib/contract/sidecar";
import type { FinishReason, Usage } from "@/sidecar/runner/protocol";
import type { TicketNews } from "@/sidecar/pool/tickets";

/** Keeps the times of one answer, from the news of its ticket. */
export class AnswerClock {
  readonly #arrivedAtMs = performance.now();
  readonly #timings: SidecarTimings = {
    queueMs: 0,
    loadMs: 0,
    promptMs: 0,
    firstTokenMs: 0,
    tokensPerSecond: 0,
  };

  /** Returns the time to the first token when this is it. */
  note(news: TicketNews): number | null {
    if (news.type === "handed-over") {
      this.#timings.queueMs = Math.round(news.queueMs);
      this.#timings.loadMs = Math.round(news.loadMs);
    }
    if (news.type === "started") this.#timings.promptMs = Math.round(news.promptMs);
    if (news.type === "ended" && news.generateMs > 0) {
      this.#timings.tokensPerSecond =
        Math.round((news.usage.completionTokens / news.generateMs) * 100_000) / 100;
    }
    if (news.type !== "delta" || this.#timings.firstTokenMs > 0) return null;
    this.#timings.firstTokenMs = Math.max(1, Math.round(performance.now() - this.#arrivedAtMs));
    return this.#timings.firstTokenMs;
  }

  get timings(): SidecarTimings {
    return this.#timings;
  }
}

/** OpenAI's `usage`. */
export function usageBody(usage: Usage): Record<string, unknown> {
  return {
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.completionTokens,
    total_tokens: usage.promptTokens + usage.completionTokens,
    prompt_tokens_details: { cached_tokens: usage.cachedTokens },
  };
}

/** OpenAI's `finish_reason`. An answer that was cut short otherwise has none: it ends in an error. */
export function finishReason(reason: FinishReason): "stop" | "length" {
  return reason === "length" ? "length" : "stop";
}

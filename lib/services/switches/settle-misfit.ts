import { randomUUID } from "node:crypto";
import { problem } from "@/lib/errors";
import type { Attempt } from "@/lib/services/switches/attempt";
import { misfit, type FitTarget, type MisfitReasons } from "@/lib/services/switches/check-fit";
import { writeSummary, type SummaryWriter } from "@/lib/services/summaries/write-summary";

/** How a switch of a conversation that does not fit goes on. */
export interface MisfitPlan {
  target: FitTarget;
  /** Who would write a summary; null: nobody. @throws what resolveModel throws, when that model can not be used now */
  writer: () => SummaryWriter | null;
}

/**
 * Carries out the way that the client chose for what does not fit; `trim` needs nothing here, since prompts leave out
 * what does not fit. A summary takes its time: only while a switch warms.
 * @throws incompatible_conversation where none was chosen; cancelled for `keep`; what writeSummary throws
 */
export async function settleMisfit(
  attempt: Attempt,
  plan: MisfitPlan,
  reasons: MisfitReasons,
  signal: AbortSignal,
): Promise<void> {
  switch (attempt.onMisfit) {
    case null:
      throw misfit(attempt, plan.target, reasons);
    case "keep":
      throw problem("cancelled", "The conversation does not fit. What was active before still is.");
    case "new_chat":
      return attempt.createsConversation ? undefined : moveToNewChat(attempt);
    case "trim":
      return;
    case "summarize": {
      const window = reasons.find(({ kind }) => kind === "context_window");
      if (!window || attempt.summary || attempt.conversationId === null) return;
      const writer = plan.writer();
      if (!writer) throw misfit(attempt, plan.target, reasons);
      attempt.summary = await writeSummary(writer, {
        conversationId: attempt.conversationId,
        windowTokens: window.available,
        userId: attempt.ctx.actor.id,
        ticket: attempt.id,
        signal,
      });
      return;
    }
    default: {
      const never: never = attempt.onMisfit;
      return never;
    }
  }
}

/** The conversation stays as it is; the commit makes another one with the target. */
export function moveToNewChat(attempt: Attempt): void {
  attempt.conversationId = randomUUID();
  attempt.createsConversation = true;
  attempt.ifVersion = undefined;
}

import type { ListedModel } from "@/lib/contract/models";
import type { Problem } from "@/lib/contract/problem";
import { db } from "@/lib/db/client";
import { problem, type ProblemError } from "@/lib/errors";
import type { Provider } from "@/lib/providers/provider";
import { defaultSystemPrompt } from "@/lib/services/messages/choose-model";
import { countPrompt, mostTokens } from "@/lib/services/messages/count-prompt";
import { promptTurns, withSummary, type History } from "@/lib/services/messages/prompt-turns";
import type { Attempt } from "@/lib/services/switches/attempt";

export type MisfitReasons = NonNullable<Problem["reasons"]>;

/** Where a conversation is to go on. */
export interface FitTarget {
  provider: Pick<Provider, "countTokens">;
  model: string;
  listed: Pick<ListedModel, "contextLength" | "capabilities" | "displayName">;
  systemPrompt: string | null;
}

/** What fits leaves room for a short answer. */
const leastAnswerTokens = 64;
/** A tokenizer that takes longer is not waited for: the estimate stands in. */
const longestCountMs = 2_000;

/**
 * Why a conversation does not fit a model: what its prompt would need of the window, pictures, calls of tools. Empty
 * when it fits. Thoughts of other models and parameters never are a reason: they are left out or fitted when a message
 * is sent.
 */
export async function findMisfits(conversationId: string, target: FitTarget): Promise<MisfitReasons> {
  const rows = await db().message.findMany({
    where: { conversationId, replacedAt: null },
    orderBy: { rowId: "asc" },
    select: { id: true, role: true, parts: true },
  });
  const history = promptTurns(rows);
  const { contextLength, capabilities } = target.listed;
  const reasons: MisfitReasons = [];
  if (contextLength !== undefined && history.turns.length > 0) {
    const needed = (await promptTokens(history, target, contextLength)) + leastAnswerTokens;
    if (needed > contextLength) reasons.push({ kind: "context_window", needed, available: contextLength });
  }
  if (history.images > 0 && !capabilities.images)
    reasons.push({ kind: "images", needed: history.images, available: 0 });
  if (history.toolCalls > 0 && !capabilities.tools)
    reasons.push({ kind: "tools", needed: history.toolCalls, available: 0 });
  return reasons;
}

async function promptTokens(
  { summary, turns }: History,
  { provider, model, systemPrompt }: FitTarget,
  contextLength: number,
): Promise<number> {
  const system = withSummary(systemPrompt?.trim() || defaultSystemPrompt, summary);
  const most = mostTokens({ system, turns });
  if (most + leastAnswerTokens <= contextLength) return most;
  const { tokens } = await countPrompt(
    provider,
    model,
    { system, turns },
    AbortSignal.timeout(longestCountMs),
  );
  return tokens;
}

/** The refusal that offers the ways out. */
export function misfit(attempt: Attempt, { listed }: FitTarget, reasons: MisfitReasons): ProblemError {
  const tooLong = reasons.some(({ kind }) => kind === "context_window");
  const name = listed.displayName;
  const why = tooLong
    ? `This conversation is longer than ${name} can read.`
    : `${name} can not read ${reasons.map(({ kind }) => (kind === "images" ? "pictures" : "the results of tools")).join(" and ")}, which this conversation has.`;
  const summarize = tooLong && attempt.from !== null;
  return problem(
    "incompatible_conversation",
    `${why} Leave out what does not fit, ${summarize ? "let the model that is active summarise it, " : ""}start a new chat, or keep the model that is active.`,
    {
      reasons,
      choices: ["trim", ...(summarize ? ["summarize"] : []), "new_chat", "keep"],
      current: attempt.from,
    },
  );
}

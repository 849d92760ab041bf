import { streamText } from "ai";
import type { ModelRef } from "@/lib/contract/selection";
import { db } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { engineProblem } from "@/lib/providers/engine-problem";
import type { Provider } from "@/lib/providers/provider";
import { readAnswer } from "@/lib/services/generations/read-answer";
import { buildPrompt } from "@/lib/services/messages/build-prompt";
import { promptTurns, withoutThinking, withSummary } from "@/lib/services/messages/prompt-turns";
import { splitForSummary } from "@/lib/services/summaries/split-for-summary";

/** Who writes: the model that was active, which has read the conversation. */
export interface SummaryWriter {
  provider: Provider;
  ref: ModelRef;
  name: string;
  tier: string;
  system: string;
  /** tokens; null where the window is not known */
  contextLength: number | null;
}

/** A summary that is not stored yet. */
export interface Summary {
  text: string;
  /** Id of the last message that it stands in for. */
  through: string;
  /** How many messages it stands in for. */
  messages: number;
  by: Pick<SummaryWriter, "ref" | "name" | "tier">;
}

const longestWriteMs = 180_000;
const instruction =
  "Summarise our conversation so far for somebody who has not seen it and will go on with it: what was asked, what was answered, names, figures, decisions, and what is still open. At most 200 words, in the language of the conversation. Write the summary only.";

/**
 * Lets the model that was active sum up the older turns of a conversation, so that they fit a smaller window. Nothing is
 * stored here. What is too long for the writer itself it no longer read before either.
 * @param windowTokens of the model that is to go on
 * @throws ProblemError of the writer's engine; the signal's reason
 */
export async function writeSummary(
  writer: SummaryWriter,
  input: {
    conversationId: string;
    windowTokens: number;
    userId: string;
    /** Names this work in the engine's queue. */
    ticket: string;
    signal: AbortSignal;
  },
): Promise<Summary> {
  const { provider, ref, name } = writer;
  const { conversationId, windowTokens, userId, ticket } = input;
  const rows = await db().message.findMany({
    where: { conversationId, replacedAt: null, status: { not: "running" } },
    orderBy: { rowId: "asc" },
  });
  const { summary: before, turns } = promptTurns(rows);
  const { older, summaryTokens } = splitForSummary(turns, windowTokens);
  const last = older.at(-1);
  if (!last) throw failed(writer, "There is nothing to summarise in this chat.");
  const prompt = buildPrompt({
    // The beginning that its answers had too: what the engine keeps of it need not be read again.
    system: withSummary(writer.system, before),
    turns: [...older, { role: "user", text: instruction }],
    contextLength: writer.contextLength,
    maxOutputTokens: summaryTokens,
  });
  const signal = AbortSignal.any([input.signal, AbortSignal.timeout(longestWriteMs)]);
  const result = streamText({
    model: provider.languageModel(ref.model, {
      fairnessKey: userId,
      sessionKey: conversationId,
      ticket: `${ticket}-summary`,
    }),
    system: prompt.system,
    messages: prompt.messages,
    maxOutputTokens: summaryTokens,
    maxRetries: 0,
    abortSignal: signal,
    onError: () => {},
  });
  let written = "";
  const read = await readAnswer(result.fullStream, signal, (part) => {
    if (part.type === "text-delta") written += part.text;
  });
  if (input.signal.aborted) throw input.signal.reason;
  if (read.kind === "aborted") throw failed(writer, `${name} took too long to write the summary.`);
  if (read.kind === "failed") {
    const { code, message } = engineProblem(provider, read.error);
    throw problem(code, `The summary could not be written. ${message}`, {
      provider: provider.id,
      reason: "summary",
    });
  }
  const text = withoutThinking(written).trim();
  if (!text) throw failed(writer, `${name} wrote no summary.`);
  const { tier } = writer;
  return { text, through: last.id, messages: older.length, by: { ref, name, tier } };
}

function failed({ provider }: SummaryWriter, what: string) {
  return problem(
    "provider_failed",
    `${what} Nothing was changed; leave the oldest messages out instead, or start a new chat.`,
    { provider: provider.id, reason: "summary" },
  );
}

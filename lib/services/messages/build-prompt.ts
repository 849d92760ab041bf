import type { ModelMessage } from "ai";
import { problem } from "@/lib/errors";

export interface Turn {
  role: "user" | "assistant";
  text: string;
}

export interface Prompt {
  system: string;
  messages: ModelMessage[];
  /** How many of the oldest turns were left out. */
  dropped: number;
}

/** Room that an answer has at least. */
const leastAnswerTokens = 64;
/** What the template adds around each message. */
const perMessageTokens = 8;

/** Rough and on the safe side: three bytes a token (English has four or five, Chinese three). */
export function estimateTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 3) + perMessageTokens;
}

/**
 * The prompt for the last turn, which is the user's: the oldest turns are left out until the rest and an answer fit.
 * System prompt and last turn always stay.
 * @param contextLength tokens; null where the model's window is not known
 * @throws incompatible_conversation when the last turn alone does not fit
 */
export function buildPrompt(input: {
  system: string;
  turns: Turn[];
  contextLength: number | null;
  maxOutputTokens: number;
}): Prompt {
  const { system, contextLength, maxOutputTokens } = input;
  const turns = input.turns.filter((turn) => turn.text !== "");
  const last = turns.length - 1;
  const fixed = estimateTokens(system) + estimateTokens(turns[last]?.text ?? "");
  if (contextLength !== null && fixed + leastAnswerTokens > contextLength)
    throw doesNotFit(fixed, contextLength);

  // A quarter of the window is answer enough to be worth the turns that it costs.
  const reserved =
    contextLength === null
      ? 0
      : Math.min(maxOutputTokens, Math.max(leastAnswerTokens, Math.floor(contextLength / 4)));
  let free = contextLength === null ? Number.POSITIVE_INFINITY : contextLength - reserved - fixed;
  let first = last;
  for (; first > 0; first -= 1) {
    free -= estimateTokens(turns[first - 1]?.text ?? "");
    if (free < 0) break;
  }
  // Templates want the user to begin.
  while (first < last && turns[first]?.role === "assistant") first += 1;
  return { system, messages: alternate(turns.slice(first)), dropped: Math.max(first, 0) };
}

function doesNotFit(needed: number, available: number) {
  return problem(
    "incompatible_conversation",
    "This message is too long for the model, even on its own. Nothing was sent; shorten it, or choose a model with a larger window.",
    { reasons: [{ kind: "context_window", needed: needed + leastAnswerTokens, available }], choices: [] },
  );
}

/** Many templates refuse two turns of one role in a row, as they stand after an answer that failed. */
function alternate(turns: Turn[]): ModelMessage[] {
  const out: Turn[] = [];
  for (const [index, turn] of turns.entries()) {
    const before = out.at(-1);
    if (before?.role !== turn.role) out.push({ ...turn });
    // The same question again is a second try, not a second question.
    else if (turns[index - 1]?.text !== turn.text) before.text += `\n\n${turn.text}`;
  }
  return out.map(({ role, text }) => ({ role, content: text }));
}

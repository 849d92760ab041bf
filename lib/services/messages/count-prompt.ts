import type { Provider } from "@/lib/providers/provider";
import type { Turn } from "@/lib/services/messages/build-prompt";

export interface PromptText {
  system: string;
  turns: Pick<Turn, "role" | "text">[];
}

/** What templates add around each message, at most in those that were looked at. */
const mostPerMessage = 16;
const perMessage = 5;
const charactersPerToken = 3.5;

/**
 * How many tokens the model's prompt would have. Counted by the model's own tokenizer and template where it is loaded
 * on this server; nothing is loaded for it. Everything else is an estimate: 3.5 characters a token (English has four or
 * five, code three), one for each Chinese, Japanese or Korean character, and five for each message.
 */
export async function countPrompt(
  provider: Pick<Provider, "countTokens">,
  model: string,
  prompt: PromptText,
  signal: AbortSignal,
): Promise<{ tokens: number; exact: boolean }> {
  const messages = [
    { role: "system" as const, content: prompt.system },
    ...prompt.turns.map(({ role, text }) => ({ role, content: text })),
  ];
  const counted = await provider.countTokens?.(model, messages, signal);
  return counted === undefined || counted === null
    ? { tokens: estimatePrompt(prompt), exact: false }
    : { tokens: counted, exact: true };
}

/** @returns tokens */
export function estimatePrompt({ system, turns }: PromptText): number {
  return [system, ...turns.map(({ text }) => text)].reduce(
    (sum, text) => sum + perMessage + estimateText(text),
    0,
  );
}

/** No tokenizer makes more tokens than there are bytes: what is below a window by this certainly fits. */
export function mostTokens({ system, turns }: PromptText): number {
  return [system, ...turns.map(({ text }) => text)].reduce(
    (sum, text) => sum + mostPerMessage + Buffer.byteLength(text),
    0,
  );
}

function estimateText(text: string): number {
  const wide = text.match(/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g)?.length ?? 0;
  return wide + Math.ceil((text.length - wide) / charactersPerToken);
}

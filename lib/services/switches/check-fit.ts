import type { Problem } from "@/lib/contract/problem";
import { db } from "@/lib/db/client";
import { textOf } from "@/lib/services/messages/text-of";

/** A rough count that errs on the short side for English: what is too long by it certainly does not fit. */
const charactersPerToken = 3.5;

export type MisfitReasons = NonNullable<Problem["reasons"]>;

/** Why a conversation certainly does not fit a window of `contextLength` tokens; empty when it may. */
export async function findMisfits(
  conversationId: string,
  contextLength: number | undefined,
): Promise<MisfitReasons> {
  if (contextLength === undefined) return [];
  const messages = await db().message.findMany({
    where: { conversationId, replacedAt: null },
    select: { parts: true },
  });
  const characters = messages.reduce((sum, { parts }) => sum + textOf(parts).length, 0);
  const needed = Math.ceil(characters / charactersPerToken);
  return needed > contextLength ? [{ kind: "context_window", needed, available: contextLength }] : [];
}

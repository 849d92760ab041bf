import type { Prisma } from "@/lib/db/client";
import { SummaryData } from "@/lib/contract/chat";
import type { Turn } from "@/lib/services/messages/build-prompt";
import { textOf } from "@/lib/services/messages/text-of";

export interface HistoryRow {
  id: string;
  /** user | assistant | system: a summary that stands in for what was said before it */
  role: string;
  parts: Prisma.JsonValue;
}

/** What a model is told of a conversation. */
export interface History {
  /** Stands in for the turns before those that are left; null while nothing was summarised. */
  summary: string | null;
  turns: (Turn & { id: string })[];
  /** Pictures and calls of tools in these turns. Prompts are text: they are left out of it. */
  images: number;
  toolCalls: number;
}

/**
 * The turns of a conversation as any model can read them, whoever wrote them: without reasoning, pictures and calls of
 * tools, and without what the newest summary stands in for.
 * @param rows oldest first; those that a regeneration replaced are left out
 */
export function promptTurns(rows: readonly HistoryRow[]): History {
  const at = rows.findLastIndex(({ role }) => role === "system");
  const summary = rows[at];
  const through = summary && coveredThrough(summary.parts);
  const covered = rows.findIndex(({ id }) => id === through);
  // Where the last message that it covers is gone, it stands for all before it.
  const first = covered >= 0 ? covered + 1 : at + 1;
  const left = rows.slice(first).filter(({ role }) => role !== "system");
  const parts = left.flatMap((row) => typesOf(row.parts));
  return {
    summary: summary ? textOf(summary.parts) : null,
    turns: left.map((row) => ({
      id: row.id,
      role: row.role === "user" ? ("user" as const) : ("assistant" as const),
      text: row.role === "user" ? textOf(row.parts) : withoutThinking(textOf(row.parts)),
    })),
    images: parts.filter(({ type, mediaType }) => type === "file" && mediaType.startsWith("image/")).length,
    toolCalls: parts.filter(({ type }) => /^(?:tool-|dynamic-tool$)/.test(type)).length,
  };
}

/** The system prompt with what was said before, where that was summarised. */
export function withSummary(system: string, summary: string | null): string {
  return summary === null ? system : `${system}\n\nWhat was said before in this conversation:\n${summary}`;
}

/** Engines that do not part thoughts from the answer leave them in its text, at its beginning. */
export function withoutThinking(text: string): string {
  return text.replace(/^\s*<(think|thinking|reasoning)>[\s\S]*?(?:<\/\1>\s*|$)/i, "");
}

function coveredThrough(parts: Prisma.JsonValue): string | null {
  if (!Array.isArray(parts)) return null;
  for (const part of parts) {
    const data =
      typeof part === "object" && part !== null && "data" in part ? SummaryData.safeParse(part.data) : null;
    if (data?.success) return data.data.through;
  }
  return null;
}

function typesOf(parts: Prisma.JsonValue): { type: string; mediaType: string }[] {
  if (!Array.isArray(parts)) return [];
  return parts.flatMap((part) =>
    typeof part === "object" && part !== null && "type" in part
      ? [{ type: String(part.type), mediaType: "mediaType" in part ? String(part.mediaType) : "" }]
      : [],
  );
}

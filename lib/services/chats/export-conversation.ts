import type { UserContext } from "@/lib/access/actor";
import type { ConversationAnswer, StoredMessage } from "@/lib/contract/chat";
import { getConversation } from "@/lib/services/chats/get-conversation";
import { textOf } from "@/lib/services/messages/text-of";

export interface Download {
  body: string;
  contentType: string;
  fileName: string;
}

/** A conversation as a file to keep. @throws not_found */
export async function exportConversation(
  ctx: UserContext,
  { id, format }: { id: string; format: "md" | "json" },
): Promise<Download> {
  const answer = await getConversation(ctx, { id });
  const fileName = `${fileNameOf(answer.conversation.title)}.${format}`;
  return format === "json"
    ? {
        body: `${JSON.stringify(answer, null, 2)}\n`,
        contentType: "application/json; charset=utf-8",
        fileName,
      }
    : { body: toMarkdown(answer), contentType: "text/markdown; charset=utf-8", fileName };
}

/** A name that every file system takes; letters of all scripts stay. */
export function fileNameOf(title: string): string {
  const name = title
    .normalize("NFC")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return Array.from(name).slice(0, 60).join("") || "chat";
}

/** Says for each answer which model gave it, and when it is not whole. */
export function toMarkdown({ conversation, messages }: ConversationAnswer): string {
  const title = conversation.title || "Chat";
  return `${[`# ${title}`, ...messages.map(section)].join("\n\n")}\n`;
}

function section({ role, parts, metadata }: StoredMessage): string {
  const at = metadata?.createdAt ? ` · ${metadata.createdAt}` : "";
  const text = textOf(parts as Parameters<typeof textOf>[0]);
  if (role === "user") return `## You${at}\n\n${text}`;
  if (role === "system") return `## Summary of what was said before${at}\n\n${text}`;
  const served = metadata?.served;
  const name = metadata?.servedName ?? served?.model ?? "Answer";
  const model = served ? ` (${served.provider}/${served.model})` : "";
  const status = metadata?.status && metadata.status !== "completed" ? `*${metadata.status}*` : "";
  return [`## ${name}${model}${at}`, status, text].filter(Boolean).join("\n\n");
}

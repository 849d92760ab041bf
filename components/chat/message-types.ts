import type { UIMessage } from "ai";
import type { ChatDataParts, MessageMetadata, StoredMessage } from "@/lib/contract/chat";

/** A message as the page holds it: the AI SDK's shape with this site's metadata and data parts. */
export type ChatMessage = UIMessage<MessageMetadata, ChatDataParts>;

/** Stored messages have the same shape; their parts were written by the same server. */
export function toChatMessages(stored: StoredMessage[]): ChatMessage[] {
  return stored as ChatMessage[];
}

/** The text of a message without reasoning and data. */
export function textOf(message: ChatMessage): string {
  return message.parts.map((part) => (part.type === "text" ? part.text : "")).join("");
}

export function isAnswer(message: ChatMessage | undefined): message is ChatMessage {
  return message?.role === "assistant";
}

/** What stands in for older messages in prompts. */
export function isSummary(message: ChatMessage | undefined): boolean {
  return message?.role === "system";
}

/** An answer that no stream has ended yet. */
export function isRunning(message: ChatMessage | undefined): boolean {
  return isAnswer(message) && message.metadata?.status === "running";
}

import { UserMessage, type ChatInput } from "@/lib/contract/chat";
import { problem } from "@/lib/errors";

/** What a request asks for, checked: a new message, or another answer to the last one. */
export type TurnInput =
  | { kind: "submit"; id: string; text: string }
  /** `messageId`: the answer to replace; the last one where it is absent */
  | { kind: "regenerate"; messageId: string | undefined };

function invalid(path: string, message: string) {
  return problem("invalid_request", `The request is not valid: ${path}: ${message}.`, {
    issues: [{ path, message }],
  });
}

/** Reads what the stock transport or a plain client sent; of a whole history only its last user message. @throws invalid_request */
export function readTurn(input: ChatInput): TurnInput {
  if (input.trigger === "regenerate-message") {
    if (input.message) throw invalid("message", "a regeneration sends no message");
    return { kind: "regenerate", messageId: input.messageId };
  }
  const message = input.message ?? lastUserMessage(input.messages);
  const text = message.parts.map((part) => part.text).join("");
  if (text.trim() === "") throw invalid("message.parts", "the message has no text");
  return { kind: "submit", id: message.id, text };
}

function lastUserMessage(messages: unknown[] | undefined): UserMessage {
  if (!messages) throw invalid("message", "required");
  const index = messages.findLastIndex((m) => (m as { role?: unknown } | null)?.role === "user");
  if (index === -1) throw invalid("messages", "there is no user message in it");
  const parsed = UserMessage.safeParse(messages[index]);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw invalid(["messages", index, ...(issue?.path ?? [])].join("."), issue?.message ?? "not a message");
}

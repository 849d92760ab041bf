import { DefaultChatTransport } from "ai";
import type { ChatMessage } from "@/components/chat/message-types";
import { apiError } from "@/lib/client/api-error";
import { readProblem } from "@/lib/client/request-json";

/** Sends the last message only: the history is the server's. A refusal before the stream is an ApiError. */
export function chatTransport(onAccepted: () => void): DefaultChatTransport<ChatMessage> {
  return new DefaultChatTransport<ChatMessage>({
    api: "/api/chat",
    fetch: async (input, init) => {
      const answer = await fetch(input, init);
      if (!answer.ok) throw apiError(await readProblem(answer));
      if (init?.method === "POST") onAccepted();
      return answer;
    },
    prepareSendMessagesRequest: ({ id, messages, trigger, messageId, body }) => {
      const last = messages.at(-1);
      const message = last && { id: last.id, role: last.role, parts: last.parts };
      return {
        body: {
          id,
          trigger,
          ...(trigger === "submit-message" ? { message } : { messageId }),
          ...(body?.model !== undefined && { model: body.model }),
        },
      };
    },
  });
}

import { ChatInput } from "@/lib/contract/chat";
import { answerStream } from "@/lib/http/answer-stream";
import { methods, route } from "@/lib/http/route";
import { sendMessage } from "@/lib/services/messages/send-message";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    auth: "user",
    body: ChatInput,
    // The request's own signal is left alone: a reader that goes away does not stop the answer.
    run: async ({ ctx, body }) => answerStream(await sendMessage(ctx, body)),
  }),
});

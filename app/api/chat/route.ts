import { createUIMessageStreamResponse } from "ai";
import { ChatInput } from "@/lib/contract/chat";
import { methods, route } from "@/lib/http/route";
import { sendMessage } from "@/lib/services/messages/send-message";

const keepAliveMs = 15_000;

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    auth: "user",
    body: ChatInput,
    // The request's own signal is left alone: a reader that goes away does not stop the answer.
    run: async ({ ctx, body }) =>
      createUIMessageStreamResponse({ stream: await sendMessage(ctx, body), keepAliveMs }),
  }),
});

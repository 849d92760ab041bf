import { createUIMessageStreamResponse } from "ai";
import { z } from "zod";
import { ConversationId } from "@/lib/contract/selection";
import { methods, route } from "@/lib/http/route";
import { resumeAnswer } from "@/lib/services/generations/resume-answer";

const keepAliveMs = 15_000;

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    auth: "user",
    params: z.object({ id: ConversationId }),
    run: async ({ ctx, params }) => {
      const stream = await resumeAnswer(ctx, params);
      return stream ? createUIMessageStreamResponse({ stream, keepAliveMs }) : undefined;
    },
  }),
});

import { z } from "zod";
import { ConversationId } from "@/lib/contract/selection";
import { methods, route } from "@/lib/http/route";
import { stopAnswer } from "@/lib/services/generations/stop-answer";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    auth: "user",
    params: z.object({ id: ConversationId }),
    run: ({ ctx, params }) => stopAnswer(ctx, params),
  }),
});

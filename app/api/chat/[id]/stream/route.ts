import { z } from "zod";
import { ConversationId } from "@/lib/contract/selection";
import { answerStream } from "@/lib/http/answer-stream";
import { methods, route } from "@/lib/http/route";
import { resumeAnswer } from "@/lib/services/generations/resume-answer";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    auth: "user",
    params: z.object({ id: ConversationId }),
    run: async ({ ctx, params }) => {
      const stream = await resumeAnswer(ctx, params);
      return stream ? answerStream(stream) : undefined;
    },
  }),
});

import { z } from "zod";
import { ExportQuery } from "@/lib/contract/chat";
import { ConversationId } from "@/lib/contract/selection";
import { methods, route } from "@/lib/http/route";
import { exportConversation } from "@/lib/services/chats/export-conversation";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    auth: "user",
    params: z.object({ id: ConversationId }),
    query: ExportQuery,
    run: async ({ ctx, params: { id }, query: { format } }) => {
      const { body, contentType, fileName } = await exportConversation(ctx, { id, format });
      const ascii = fileName.replace(/[^\w.-]/g, "_");
      return new Response(body, {
        headers: {
          "content-type": contentType,
          "content-disposition": `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
          "x-content-type-options": "nosniff",
        },
      });
    },
  }),
});

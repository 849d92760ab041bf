import { z } from "zod";
import { ConversationPatch } from "@/lib/contract/chat";
import { ConversationId } from "@/lib/contract/selection";
import { methods, route } from "@/lib/http/route";
import { deleteConversation } from "@/lib/services/chats/delete-conversation";
import { getConversation } from "@/lib/services/chats/get-conversation";
import { renameConversation } from "@/lib/services/chats/rename-conversation";

const params = z.object({ id: ConversationId });

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({ auth: "user", params, run: ({ ctx, params: { id } }) => getConversation(ctx, { id }) }),
  PATCH: route({
    auth: "user",
    params,
    body: ConversationPatch,
    run: ({ ctx, params: { id }, body: { title } }) => renameConversation(ctx, { id, title }),
  }),
  DELETE: route({ auth: "user", params, run: ({ ctx, params: { id } }) => deleteConversation(ctx, { id }) }),
});

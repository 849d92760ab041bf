import { ConversationCreate, ListQuery } from "@/lib/contract/chat";
import { methods, route } from "@/lib/http/route";
import { createConversation } from "@/lib/services/chats/create-conversation";
import { findConversations } from "@/lib/services/chats/find-conversations";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({ auth: "user", query: ListQuery, run: ({ ctx, query }) => findConversations(ctx, query) }),
  POST: route({
    auth: "user",
    body: ConversationCreate,
    status: 201,
    run: ({ ctx, body }) => createConversation(ctx, body),
  }),
});

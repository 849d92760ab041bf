import { methods, route } from "@/lib/http/route";
import { findSessions } from "@/lib/services/sessions/find-sessions";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    auth: "user",
    run: async ({ ctx }) => ({ items: await findSessions(ctx), nextCursor: null }),
  }),
});

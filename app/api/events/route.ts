import { methods, route } from "@/lib/http/route";
import { sse } from "@/lib/http/sse";
import { subscribeEvents } from "@/lib/services/events/subscribe-events";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    auth: "user",
    run: async ({ ctx, request }) => {
      const header = request.headers.get("last-event-id");
      const lastId = header !== null && /^\d{1,16}$/.test(header) ? Number(header) : null;
      return sse((send, close) =>
        subscribeEvents(
          ctx,
          lastId,
          ({ id, event }) => send({ id, event: event.name, data: event.data }),
          close,
        ),
      );
    },
  }),
});

import { z } from "zod";
import { EntityId } from "@/lib/contract/selection";
import { methods, route } from "@/lib/http/route";
import { prefersAsync, switchReply } from "@/lib/http/switch-reply";
import { undoSwitch } from "@/lib/services/switches/undo-switch";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    auth: "user",
    params: z.object({ id: EntityId }),
    run: async ({ ctx, params, request }) =>
      switchReply(await undoSwitch(ctx, params, { respondAsync: prefersAsync(request) })),
  }),
});

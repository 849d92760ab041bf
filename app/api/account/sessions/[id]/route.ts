import { z } from "zod";
import { EntityId } from "@/lib/contract/selection";
import { methods, route } from "@/lib/http/route";
import { revokeSession } from "@/lib/services/sessions/revoke-session";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  DELETE: route({
    auth: "user",
    params: z.object({ id: EntityId }),
    run: ({ ctx, params }) => revokeSession(ctx, params.id),
  }),
});

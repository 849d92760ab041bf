import { z } from "zod";
import { EntityId } from "@/lib/contract/selection";
import { methods, route } from "@/lib/http/route";
import { renewInvite } from "@/lib/services/users/renew-invite";

/** A new link to set a password with, shown only here. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    auth: "admin",
    params: z.object({ id: EntityId }),
    status: 201,
    run: async ({ ctx, params }) => renewInvite(ctx, params.id),
  }),
});

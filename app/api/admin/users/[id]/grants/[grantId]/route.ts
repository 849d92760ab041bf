import { z } from "zod";
import { EntityId } from "@/lib/contract/selection";
import { methods, route } from "@/lib/http/route";
import { endGrant } from "@/lib/services/grants/end-grant";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  DELETE: route({
    auth: "admin",
    params: z.object({ id: EntityId, grantId: EntityId }),
    run: ({ ctx, params: { id, grantId } }) => endGrant(ctx, { userId: id, grantId }),
  }),
});

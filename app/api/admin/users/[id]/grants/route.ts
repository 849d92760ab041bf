import { z } from "zod";
import { GrantInput } from "@/lib/contract/entitlements";
import { EntityId } from "@/lib/contract/selection";
import { methods, route } from "@/lib/http/route";
import { grantTier } from "@/lib/services/grants/grant-tier";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    auth: "admin",
    params: z.object({ id: EntityId }),
    body: GrantInput,
    status: 201,
    run: async ({ ctx, params, body }) => ({ grant: await grantTier(ctx, params.id, body) }),
  }),
});

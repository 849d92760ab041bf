import { CreateTierInput } from "@/lib/contract/entitlements";
import { methods, route } from "@/lib/http/route";
import { createTier } from "@/lib/services/admin-tiers/create-tier";
import { findTiers } from "@/lib/services/admin-tiers/find-tiers";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({ auth: "admin", run: ({ ctx }) => findTiers(ctx) }),
  POST: route({
    auth: "admin",
    body: CreateTierInput,
    status: 201,
    run: async ({ ctx, body }) => ({ tier: await createTier(ctx, body) }),
  }),
});

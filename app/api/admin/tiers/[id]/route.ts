import { z } from "zod";
import { PatchTierInput } from "@/lib/contract/entitlements";
import { EntityId } from "@/lib/contract/selection";
import { methods, route } from "@/lib/http/route";
import { changeTier } from "@/lib/services/admin-tiers/change-tier";
import { deleteTier } from "@/lib/services/admin-tiers/delete-tier";

const params = z.object({ id: EntityId });

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  PATCH: route({
    auth: "admin",
    params,
    body: PatchTierInput,
    run: async (input) => ({ tier: await changeTier(input.ctx, input.params.id, input.body) }),
  }),
  DELETE: route({ auth: "admin", params, run: (input) => deleteTier(input.ctx, input.params.id) }),
});

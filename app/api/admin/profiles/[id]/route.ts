import { z } from "zod";
import { PatchAvailabilityInput } from "@/lib/contract/entitlements";
import { EntityId } from "@/lib/contract/selection";
import { methods, route } from "@/lib/http/route";
import { changeAvailability } from "@/lib/services/profile-availability/change-availability";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  PATCH: route({
    auth: "admin",
    params: z.object({ id: EntityId }),
    body: PatchAvailabilityInput,
    run: async ({ ctx, params, body }) => ({ profile: await changeAvailability(ctx, params.id, body) }),
  }),
});

import { z } from "zod";
import { EntityId } from "@/lib/contract/selection";
import { DecideUpgradeInput } from "@/lib/contract/upgrade";
import { methods, route } from "@/lib/http/route";
import { decideUpgrade } from "@/lib/services/upgrades/decide-upgrade";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  PATCH: route({
    auth: "admin",
    params: z.object({ id: EntityId }),
    body: DecideUpgradeInput,
    run: async ({ ctx, params, body }) => ({ upgradeRequest: await decideUpgrade(ctx, params.id, body) }),
  }),
});

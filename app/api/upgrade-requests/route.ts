import { UpgradeInput, UpgradesQuery } from "@/lib/contract/upgrade";
import { methods, reply, route } from "@/lib/http/route";
import { findOwnUpgrades } from "@/lib/services/upgrades/find-own-upgrades";
import { requestUpgrade } from "@/lib/services/upgrades/request-upgrade";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({ auth: "user", query: UpgradesQuery, run: ({ ctx, query }) => findOwnUpgrades(ctx, query) }),
  POST: route({
    auth: "user",
    body: UpgradeInput,
    run: async ({ ctx, body }) => {
      const { upgradeRequest, isNew } = await requestUpgrade(ctx, body);
      return reply({ upgradeRequest }, isNew ? 201 : 200);
    },
  }),
});

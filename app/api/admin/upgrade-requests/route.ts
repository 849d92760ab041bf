import { UpgradesQuery } from "@/lib/contract/upgrade";
import { methods, route } from "@/lib/http/route";
import { findUpgrades } from "@/lib/services/upgrades/find-upgrades";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({ auth: "admin", query: UpgradesQuery, run: ({ ctx, query }) => findUpgrades(ctx, query) }),
});

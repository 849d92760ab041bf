import { ModelsQuery } from "@/lib/contract/models";
import { methods, route } from "@/lib/http/route";
import { listTiers } from "@/lib/services/tiers/list-tiers";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({ auth: "user", query: ModelsQuery, run: ({ ctx, query }) => listTiers(ctx, query) }),
});

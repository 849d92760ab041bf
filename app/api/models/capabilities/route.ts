import { ModelsQuery } from "@/lib/contract/models";
import { methods, route } from "@/lib/http/route";
import { getCapabilities } from "@/lib/services/models/get-capabilities";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({ auth: "user", query: ModelsQuery, run: ({ ctx, query }) => getCapabilities(ctx, query) }),
});

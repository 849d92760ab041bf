import { ModelsListQuery } from "@/lib/contract/models";
import { methods, route } from "@/lib/http/route";
import { listModels } from "@/lib/services/models/list-models";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({ auth: "user", query: ModelsListQuery, run: ({ ctx, query }) => listModels(ctx, query) }),
});

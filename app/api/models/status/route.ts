import { StatusQuery } from "@/lib/contract/models";
import { methods, route } from "@/lib/http/route";
import { getModelStatus } from "@/lib/services/models/get-status";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({ auth: "user", query: StatusQuery, run: ({ ctx, query }) => getModelStatus(ctx, query) }),
});

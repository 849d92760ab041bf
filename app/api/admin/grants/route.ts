import { AdminListQuery } from "@/lib/contract/entitlements";
import { methods, route } from "@/lib/http/route";
import { findGrants } from "@/lib/services/grants/find-grants";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({ auth: "admin", query: AdminListQuery, run: ({ ctx, query }) => findGrants(ctx, query) }),
});

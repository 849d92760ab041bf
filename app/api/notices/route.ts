import { NoticesQuery } from "@/lib/contract/notices";
import { methods, route } from "@/lib/http/route";
import { findNotices } from "@/lib/services/notices/find-notices";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({ auth: "user", query: NoticesQuery, run: ({ ctx, query }) => findNotices(ctx, query) }),
});

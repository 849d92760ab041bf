import { methods, route } from "@/lib/http/route";
import { findFlags } from "@/lib/services/flags/find-flags";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({ auth: "admin", run: ({ ctx }) => findFlags(ctx) }),
});

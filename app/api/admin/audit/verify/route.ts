import { methods, route } from "@/lib/http/route";
import { verifyTrail } from "@/lib/services/audit/verify-trail";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({ auth: "admin", run: ({ ctx }) => verifyTrail(ctx) }),
});

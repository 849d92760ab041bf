import { methods, route } from "@/lib/http/route";
import { getPool } from "@/lib/services/pool/get-pool";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({ auth: "admin", run: ({ ctx }) => getPool(ctx) }),
});

import { Permissions } from "@/lib/contract/entitlements";
import { methods, route } from "@/lib/http/route";
import { changePermissions } from "@/lib/services/permissions/change-permissions";
import { getPermissions } from "@/lib/services/permissions/get-permissions";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({ auth: "admin", run: ({ ctx }) => getPermissions(ctx) }),
  PUT: route({ auth: "admin", body: Permissions, run: ({ ctx, body }) => changePermissions(ctx, body) }),
});

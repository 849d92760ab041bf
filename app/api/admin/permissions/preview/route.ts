import { PreviewPermissionsInput } from "@/lib/contract/entitlements";
import { methods, route } from "@/lib/http/route";
import { previewPermissions } from "@/lib/services/permissions/preview-permissions";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    auth: "admin",
    body: PreviewPermissionsInput,
    run: ({ ctx, body }) => previewPermissions(ctx, body),
  }),
});

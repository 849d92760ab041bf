import { methods, route } from "@/lib/http/route";
import { changeSiteSettings } from "@/lib/services/site-settings/change-site-settings";
import { getSiteSettings } from "@/lib/services/site-settings/get-site-settings";
import { SiteSettingsPatch } from "@/lib/services/site-settings/site-settings";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({ auth: "admin", run: ({ ctx }) => getSiteSettings(ctx) }),
  PATCH: route({
    auth: "admin",
    body: SiteSettingsPatch,
    run: ({ ctx, body }) => changeSiteSettings(ctx, body),
  }),
});

import { SettingsPatch } from "@/lib/contract/account";
import { methods, route } from "@/lib/http/route";
import { changeUserSettings } from "@/lib/services/user-settings/change-user-settings";
import { getUserSettings } from "@/lib/services/user-settings/get-user-settings";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({ auth: "user", run: ({ ctx }) => getUserSettings(ctx) }),
  PATCH: route({
    auth: "user",
    body: SettingsPatch,
    run: ({ ctx, body }) => changeUserSettings(ctx, body),
  }),
});

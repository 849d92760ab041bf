import { SetupInput } from "@/lib/contract/account";
import { methods, route } from "@/lib/http/route";
import { setUpSite } from "@/lib/services/setup/set-up-site";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    auth: "none",
    body: SetupInput,
    status: 201,
    run: async ({ ctx, body }) => ({ user: await setUpSite(ctx, body) }),
  }),
});

import { RegisterInput } from "@/lib/contract/account";
import { methods, route } from "@/lib/http/route";
import { register } from "@/lib/services/accounts/register";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    auth: "none",
    body: RegisterInput,
    status: 201,
    run: async ({ ctx, body }) => ({ user: await register(ctx, body) }),
  }),
});

import { ChangePasswordInput } from "@/lib/contract/account";
import { methods, route } from "@/lib/http/route";
import { changePassword } from "@/lib/services/accounts/change-password";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    auth: "user",
    body: ChangePasswordInput,
    run: ({ ctx, body }) => changePassword(ctx, body),
  }),
});

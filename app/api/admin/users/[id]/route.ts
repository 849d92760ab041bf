import { z } from "zod";
import { PatchUserInput } from "@/lib/contract/account";
import { EntityId } from "@/lib/contract/selection";
import { methods, route } from "@/lib/http/route";
import { changeUser } from "@/lib/services/users/change-user";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  PATCH: route({
    auth: "admin",
    params: z.object({ id: EntityId }),
    body: PatchUserInput,
    run: async ({ ctx, params, body }) => ({ user: await changeUser(ctx, params.id, body) }),
  }),
});

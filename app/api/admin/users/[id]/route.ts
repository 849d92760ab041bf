import { z } from "zod";
import { PatchUserInput } from "@/lib/contract/account";
import { EntityId } from "@/lib/contract/selection";
import { methods, route } from "@/lib/http/route";
import { changeUser } from "@/lib/services/users/change-user";
import { getUser } from "@/lib/services/users/get-user";

const params = z.object({ id: EntityId });

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    auth: "admin",
    params,
    run: async (input) => ({ user: await getUser(input.ctx, input.params.id) }),
  }),
  PATCH: route({
    auth: "admin",
    params,
    body: PatchUserInput,
    run: async (input) => ({ user: await changeUser(input.ctx, input.params.id, input.body) }),
  }),
});

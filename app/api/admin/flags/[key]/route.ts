import { z } from "zod";
import { PutFlagInput } from "@/lib/contract/flags";
import { EntityId } from "@/lib/contract/selection";
import { methods, route } from "@/lib/http/route";
import { changeFlag } from "@/lib/services/flags/change-flag";
import { getFlag } from "@/lib/services/flags/get-flag";

const params = z.object({ key: EntityId });

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({ auth: "admin", params, run: (input) => getFlag(input.ctx, input.params.key) }),
  PUT: route({
    auth: "admin",
    params,
    body: PutFlagInput,
    run: (input) => changeFlag(input.ctx, input.params.key, input.body),
  }),
});

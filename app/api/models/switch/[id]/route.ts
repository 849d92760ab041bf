import { z } from "zod";
import { EntityId } from "@/lib/contract/selection";
import { methods, route } from "@/lib/http/route";
import { cancelSwitch } from "@/lib/services/switches/cancel-switch";
import { getSwitch } from "@/lib/services/switches/get-switch";

const params = z.object({ id: EntityId });

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({ auth: "user", params, run: (input) => getSwitch(input.ctx, input.params) }),
  DELETE: route({ auth: "user", params, run: (input) => cancelSwitch(input.ctx, input.params) }),
});

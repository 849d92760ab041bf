import { methods, route } from "@/lib/http/route";
import { pinModel } from "@/lib/services/pool/pin-model";
import { PinModelInput } from "@/lib/services/pool/managed-model";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({ auth: "admin", body: PinModelInput, run: ({ ctx, body }) => pinModel(ctx, body) }),
});

import { methods, route } from "@/lib/http/route";
import { unloadModel } from "@/lib/services/pool/unload-model";
import { UnloadModelInput } from "@/lib/services/pool/managed-model";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({ auth: "admin", body: UnloadModelInput, run: ({ ctx, body }) => unloadModel(ctx, body) }),
});

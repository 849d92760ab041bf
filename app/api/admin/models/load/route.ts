import { methods, route } from "@/lib/http/route";
import { loadModel } from "@/lib/services/pool/load-model";
import { LoadModelInput } from "@/lib/services/pool/managed-model";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({ auth: "admin", body: LoadModelInput, run: ({ ctx, body }) => loadModel(ctx, body) }),
});

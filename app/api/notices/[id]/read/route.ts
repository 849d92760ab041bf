import { z } from "zod";
import { EntityId } from "@/lib/contract/selection";
import { methods, route } from "@/lib/http/route";
import { readNotice } from "@/lib/services/notices/read-notice";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    auth: "user",
    params: z.object({ id: EntityId }),
    run: async ({ ctx, params }) => ({ notice: await readNotice(ctx, params.id) }),
  }),
});

import { methods, route } from "@/lib/http/route";
import { takeBackWarmUp } from "@/lib/services/models/take-back-warm-up";

/** What `GET /api/models?opening=picker` may have begun to load ahead. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({
  DELETE: route({ auth: "user", run: ({ ctx }) => takeBackWarmUp(ctx) }),
});

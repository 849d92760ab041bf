import { methods, reply, route } from "@/lib/http/route";
import { getReadiness } from "@/lib/services/health/get-readiness";

/** 200 while the site can serve, degraded included; 503 when it can not. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    auth: "none",
    run: async () => {
      const readiness = await getReadiness();
      return reply(readiness, readiness.status === "down" ? 503 : 200);
    },
  }),
});

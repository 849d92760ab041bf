import { methods, route } from "@/lib/http/route";

/** The process answers; says nothing of its parts. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({ auth: "none", run: async () => ({ status: "up" }) }),
});

import { methods, route } from "@/lib/http/route";
import { findAvailability } from "@/lib/services/profile-availability/find-availability";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({ auth: "admin", run: ({ ctx }) => findAvailability(ctx) }),
});

import { AuditQuery } from "@/lib/contract/audit";
import { methods, route } from "@/lib/http/route";
import { findAudit } from "@/lib/services/audit/find-audit";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({ auth: "admin", query: AuditQuery, run: ({ ctx, query }) => findAudit(ctx, query) }),
});

import { AuditExportQuery } from "@/lib/contract/audit";
import { methods, route } from "@/lib/http/route";
import { exportAudit } from "@/lib/services/audit/export-audit";

const types = { csv: "text/csv; charset=utf-8", jsonl: "application/x-ndjson" } as const;

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    auth: "admin",
    query: AuditExportQuery,
    run: async ({ ctx, query }) =>
      new Response(await exportAudit(ctx, query), {
        headers: {
          "content-type": types[query.format],
          "content-disposition": `attachment; filename="audit.${query.format}"`,
          "x-content-type-options": "nosniff",
        },
      }),
  }),
});

import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { appendAudit } from "@/lib/audit/append";
import type { AuditExportQuery } from "@/lib/contract/audit";
import { db, transaction } from "@/lib/db/client";
import { auditWhere, toAuditItem } from "@/lib/services/audit/audit-item";
import { csvHead, csvLine } from "@/lib/services/audit/csv";

const pageSize = 500;
const encoder = new TextEncoder();

/**
 * The trail up to now, oldest first, read page by page as the client takes it. The export itself is the last row of it.
 * @throws forbidden
 */
export async function exportAudit(
  ctx: Context,
  { format, ...filter }: AuditExportQuery,
): Promise<ReadableStream<Uint8Array>> {
  assertCan(ctx.actor, "audit:read");
  const where = await auditWhere(filter);
  const last = await transaction(async (tx) => {
    await appendAudit(tx, ctx, {
      action: "audit.export",
      outcome: "ok",
      to: { ...filter },
      details: { format },
    });
    return (await tx.auditHead.findFirstOrThrow()).seq;
  });
  let seen = 0;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      if (format === "csv") controller.enqueue(encoder.encode(csvHead));
    },
    async pull(controller) {
      const rows = await db().auditEvent.findMany({
        where: { AND: [where, { seq: { gt: seen, lte: last } }] },
        orderBy: { seq: "asc" },
        take: pageSize,
      });
      const lines = rows.map((row) => {
        const item = toAuditItem(row);
        return format === "csv" ? csvLine(item) : `${JSON.stringify(item)}\n`;
      });
      if (lines.length) controller.enqueue(encoder.encode(lines.join("")));
      seen = rows.at(-1)?.seq ?? seen;
      if (rows.length < pageSize) controller.close();
    },
  });
}

import type { UserContext } from "@/lib/access/actor";
import { appendAudit } from "@/lib/audit/append";
import type { DownloadableModel } from "@/lib/contract/model-downloads";
import { transaction } from "@/lib/db/client";

/** A row when a download begins, and one when it ends. */
export function auditDownload(
  ctx: UserContext,
  { id, file }: DownloadableModel,
  outcome: "started" | "ok" | "failed" | "cancelled" | "discarded",
  reason?: string,
): Promise<void> {
  return transaction((tx) =>
    appendAudit(tx, ctx, {
      action: "model.download",
      outcome,
      target: `llamacpp/${file}`,
      ...(reason !== undefined && { reason }),
      details: { id },
    }),
  );
}

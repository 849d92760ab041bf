import type { UserContext } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { problem } from "@/lib/errors";
import { auditDownload } from "@/lib/services/model-downloads/audit-download";
import { downloadDesk } from "@/lib/services/model-downloads/download-desk";
import { discardPart, downloadPaths, readPart } from "@/lib/services/model-downloads/download-paths";
import { downloadsFolder } from "@/lib/services/model-downloads/downloads-folder";
import { getDownloadable } from "@/lib/services/model-downloads/get-downloadable";

/**
 * Stops a download; the part that came is kept for the next start. With `discard` it goes too.
 * @throws forbidden, not_found when nothing of it runs or, with `discard`, is kept
 */
export async function endDownload(
  ctx: UserContext,
  { id, discard }: { id: string; discard: boolean },
): Promise<void> {
  assertCan(ctx.actor, "model:manage");
  const model = getDownloadable(id);
  const { running, failures } = downloadDesk();
  const current = running.get(id);
  if (current) {
    current.stoppedBy = ctx;
    current.abort.abort();
    await current.ended;
  }
  const paths = downloadPaths(downloadsFolder(), model);
  const kept = readPart(paths);
  if (discard && kept) {
    await auditDownload(ctx, model, "discarded");
    discardPart(paths);
  }
  const forgot = discard && failures.delete(id);
  if (!current && !(discard && kept) && !forgot)
    throw problem("not_found", "Nothing is being downloaded under that name.");
}

import { mkdir } from "node:fs/promises";
import type { UserContext } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import type { DownloadableModel, ModelDownload } from "@/lib/contract/model-downloads";
import { isProblemError, problem } from "@/lib/errors";
import { catalogue } from "@/lib/providers/catalogue";
import { llamacppName } from "@/lib/providers/llamacpp/sidecar-fetch";
import { getProvider } from "@/lib/providers/registry";
import { auditDownload } from "@/lib/services/model-downloads/audit-download";
import { checkRoom } from "@/lib/services/model-downloads/check-room";
import { describeDownload } from "@/lib/services/model-downloads/describe-download";
import {
  downloadDesk,
  reservedBytesBeside,
  type RunningDownload,
} from "@/lib/services/model-downloads/download-desk";
import { isDownloadError } from "@/lib/services/model-downloads/download-error";
import { downloadPaths, installedBytes, readPart } from "@/lib/services/model-downloads/download-paths";
import { assertLocalFolder, downloadsFolder } from "@/lib/services/model-downloads/downloads-folder";
import { defaultOptions, fetchModel } from "@/lib/services/model-downloads/fetch-model";
import { getDownloadable } from "@/lib/services/model-downloads/get-downloadable";
import { log } from "@/lib/telemetry/log";

/**
 * Begins to fetch a model into the models folder, or goes on where a part is kept; answers at once. A download that
 * runs already, or a file that is here, is no second one.
 * @throws forbidden, not_found, feature_off (the engine is on another machine), storage_full
 */
export async function startDownload(
  ctx: UserContext,
  { id }: { id: string },
  options: { freeBytes?: (folder: string) => Promise<number> } = {},
): Promise<{ download: ModelDownload }> {
  assertCan(ctx.actor, "model:manage");
  const model = getDownloadable(id);
  assertLocalFolder();
  const folder = downloadsFolder();
  const paths = downloadPaths(folder, model);
  const { running, failures } = downloadDesk();
  if (running.has(id) || installedBytes(paths) !== null) return { download: describeDownload(model) };

  const current: RunningDownload = {
    progress: null,
    remainingBytes: model.sizeBytes - (readPart(paths)?.sizeBytes ?? 0),
    abort: new AbortController(),
    stoppedBy: null,
    ended: Promise.resolve(),
  };
  // Taken before the first await: of two starts at the same moment one is the other's.
  running.set(id, current);
  try {
    await mkdir(folder, { recursive: true });
    await checkRoom(folder, current.remainingBytes + reservedBytesBeside(id), options.freeBytes);
    await auditDownload(ctx, model, "started");
  } catch (error) {
    running.delete(id);
    if (isDownloadError(error)) throw problem("storage_full", error.message);
    throw error;
  }
  failures.delete(id);
  current.ended = run(ctx, model, current, options);
  return { download: describeDownload(model) };
}

/** Never rejects: the outcome stands on the desk, in the trail and in the log. */
async function run(
  ctx: UserContext,
  model: DownloadableModel,
  current: RunningDownload,
  options: { freeBytes?: (folder: string) => Promise<number> },
): Promise<void> {
  const { running, failures } = downloadDesk();
  const { signal } = current.abort;
  try {
    await fetchModel(model, {
      ...defaultOptions,
      ...options,
      folder: downloadsFolder(),
      signal,
      reservedBytes: () => reservedBytesBeside(model.id),
      onProgress: (progress) => {
        current.progress = progress;
        current.remainingBytes = Math.max(0, progress.totalBytes - progress.receivedBytes);
      },
    });
    if (getProvider(llamacppName.id)) await catalogue().refresh(llamacppName.id);
    await auditDownload(ctx, model, "ok");
  } catch (error) {
    if (signal.aborted) {
      const { stoppedBy } = current;
      const writing = stoppedBy
        ? auditDownload(stoppedBy, model, "cancelled")
        : auditDownload(ctx, model, "cancelled", "shutdown");
      return await settle(writing);
    }
    const sentence =
      isDownloadError(error) || isProblemError(error)
        ? error.message
        : `${model.displayName} could not be downloaded: the models folder can not be written.`;
    failures.set(model.id, sentence);
    log().warn({ err: error, model: model.id }, "a model could not be downloaded");
    await settle(auditDownload(ctx, model, "failed", isDownloadError(error) ? error.kind : "internal"));
  } finally {
    running.delete(model.id);
  }
}

async function settle(writing: Promise<void>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    log().error({ err: error }, "the end of a download could not be written to the audit trail");
  }
}

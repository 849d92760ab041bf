import type { DownloadableModel, DownloadState, ModelDownload } from "@/lib/contract/model-downloads";
import { downloadDesk } from "@/lib/services/model-downloads/download-desk";
import { downloadPaths, installedBytes, readPart } from "@/lib/services/model-downloads/download-paths";
import { downloadsFolder } from "@/lib/services/model-downloads/downloads-folder";

/** Where a model of the catalogue stands: what this process does, else what is on the disk. */
export function describeDownload(model: DownloadableModel): ModelDownload {
  const { sources: _sources, ...shown } = model;
  const view = (state: DownloadState, receivedBytes: number, more: Partial<ModelDownload> = {}) => ({
    ...shown,
    state,
    receivedBytes,
    totalBytes: model.sizeBytes,
    ...more,
  });
  const paths = downloadPaths(downloadsFolder(), model);
  const { running, failures } = downloadDesk();
  const part = readPart(paths);
  const here = part?.sizeBytes ?? 0;
  const current = running.get(model.id);
  if (current) {
    const { progress } = current;
    if (!progress) return view("downloading", here);
    const { phase, receivedBytes, totalBytes, source } = progress;
    return view(phase, receivedBytes, { totalBytes, source });
  }
  const installed = installedBytes(paths);
  if (installed !== null) return view("installed", installed, { totalBytes: installed });
  const totalBytes = part?.note.totalBytes ?? model.sizeBytes;
  const error = failures.get(model.id);
  if (error !== undefined) return view("failed", here, { totalBytes, error });
  return part ? view("partial", here, { totalBytes }) : view("available", 0);
}

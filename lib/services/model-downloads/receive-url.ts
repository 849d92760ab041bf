import { open, truncate, writeFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { DownloadableModel } from "@/lib/contract/model-downloads";
import { isStorageFull } from "@/lib/shared/storage-errors";
import { checkRoom, diskFilledUp } from "@/lib/services/model-downloads/check-room";
import { DownloadError, isDownloadError } from "@/lib/services/model-downloads/download-error";
import {
  discardPart,
  readPart,
  type DownloadPaths,
  type PartNote,
} from "@/lib/services/model-downloads/download-paths";
import type { ReceiveOptions } from "@/lib/services/model-downloads/fetch-model";
import { openUrl, reasonOf, type OpenedUrl } from "@/lib/services/model-downloads/open-url";

/** A server that sends nothing for so long has forgotten us. */
const stalledMs = 60_000;
const mostFailures = 5;

/**
 * Fetches a file into its part, going on where a part of the same content ends, also after a cut on the way.
 * @returns what the finished part must be: the catalogue's checksum, else the publisher's
 * @throws DownloadError; AbortError, which keeps the part
 */
export async function receiveUrl(
  url: string,
  model: DownloadableModel,
  paths: DownloadPaths,
  options: ReceiveOptions,
): Promise<{ sizeBytes: number | null; sha256: string | null }> {
  let failures = 0;
  for (;;) {
    const news = { answered: false, received: false };
    try {
      const { sha256, totalBytes } = await receiveOnce(url, model, paths, options, news);
      return { sizeBytes: totalBytes, sha256: model.sha256 ?? sha256 };
    } catch (error) {
      options.signal.throwIfAborted();
      if (!isDownloadError(error) || error.kind !== "unreachable") throw error;
      // A source that does not answer at all is given up at once, there may be another one.
      if (news.received) failures = 0;
      else if (!news.answered && failures === 0) throw error;
      if (++failures > mostFailures) throw error;
      await delay(options.retryMs * failures, undefined, { signal: options.signal });
    }
  }
}

async function receiveOnce(
  url: string,
  model: DownloadableModel,
  paths: DownloadPaths,
  options: ReceiveOptions,
  news: { answered: boolean; received: boolean },
): Promise<PartNote> {
  const known = readPart(paths);
  const part = known?.note.url === url ? known : null;
  if (!part) discardPart(paths);
  const from = part?.sizeBytes ?? 0;
  const stalled = new AbortController();
  const signal = AbortSignal.any([options.signal, stalled.signal]);
  let timer = setTimeout(() => stalled.abort(), stalledMs);
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stalled.abort(), stalledMs);
  };
  try {
    const opened = await openUrl(url, from, signal);
    news.answered = true;
    const note = { url, identity: opened.identity, sha256: opened.sha256, totalBytes: opened.totalBytes };
    if (part && opened.response.status !== 200 && !continues(opened, part)) {
      await opened.response.body?.cancel();
      discardPart(paths);
      return await receiveOnce(url, model, paths, options, news);
    }
    if (part && opened.response.status === 416) {
      await opened.response.body?.cancel();
      return part.note;
    }
    const start = opened.response.status === 206 ? from : 0;
    try {
      if (model.sizeExact && opened.totalBytes !== null && opened.totalBytes !== model.sizeBytes)
        throw new DownloadError(
          "wrong_file",
          `${new URL(url).host} offers another file: ${opened.totalBytes} bytes instead of ${model.sizeBytes}.`,
        );
      await checkRoom(
        options.folder,
        (opened.totalBytes ?? model.sizeBytes) - start + options.reservedBytes(),
        options.freeBytes,
      );
    } catch (error) {
      await opened.response.body?.cancel();
      throw error;
    }
    await writeFile(paths.note, JSON.stringify(note));
    const size = await writeBody(opened.response, paths.part, start, (receivedBytes) => {
      news.received = true;
      alive();
      options.onProgress({
        phase: "downloading",
        receivedBytes,
        totalBytes: opened.totalBytes ?? model.sizeBytes,
        source: new URL(url).host,
      });
    });
    if (opened.totalBytes !== null && size > opened.totalBytes) await truncate(paths.part, opened.totalBytes);
    if (opened.totalBytes !== null && size < opened.totalBytes)
      throw new DownloadError("unreachable", `${new URL(url).host} broke off.`);
    return note;
  } catch (error) {
    options.signal.throwIfAborted();
    if (isDownloadError(error)) throw error;
    if (isStorageFull(error)) throw diskFilledUp();
    const why = stalled.signal.aborted ? "no data came for a minute" : reasonOf(error);
    throw new DownloadError("unreachable", `The connection to ${new URL(url).host} broke off (${why}).`);
  } finally {
    clearTimeout(timer);
  }
}

/** The answer is of the same content and begins where the part ends, or says that there is nothing more. */
function continues(
  { response, totalBytes, identity }: OpenedUrl,
  { sizeBytes, note }: { sizeBytes: number; note: PartNote },
): boolean {
  if (totalBytes !== note.totalBytes) return false;
  // "Nothing more" often comes without an ETag.
  if (response.status === 416)
    return totalBytes === sizeBytes && (identity === "" || identity === note.identity);
  const range = response.headers.get("content-range");
  return identity === note.identity && (range?.startsWith(`bytes ${sizeBytes}-`) ?? false);
}

/** @returns the size of the part */
async function writeBody(
  response: Response,
  path: string,
  start: number,
  onSize: (bytes: number) => void,
): Promise<number> {
  const file = await open(path, start > 0 ? "r+" : "w");
  let at = start;
  try {
    if (response.body)
      for await (const piece of response.body as ReadableStream<Uint8Array>) {
        for (let done = 0; done < piece.length;)
          done += (await file.write(piece, done, piece.length - done, at + done)).bytesWritten;
        at += piece.length;
        onSize(at);
      }
    await file.sync();
  } finally {
    await file.close();
  }
  return at;
}

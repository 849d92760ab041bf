import { statfs } from "node:fs/promises";
import { DownloadError } from "@/lib/services/model-downloads/download-error";

/** Stays free whatever is fetched: the database writes to the same disk. */
export const keptFreeBytes = 200_000_000;

/** Bytes that this process may still write into the folder. */
export async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** @throws DownloadError storage_full, with the figures */
export async function checkRoom(
  folder: string,
  neededBytes: number,
  freeBytes: (folder: string) => Promise<number> = freeBytesOf,
): Promise<void> {
  const free = await freeBytes(folder);
  const needed = neededBytes + keptFreeBytes;
  if (free >= needed) return;
  throw new DownloadError(
    "storage_full",
    `The disk of the models folder has ${megabytes(free)} free, ${megabytes(needed)} are needed. Make room and try again.`,
  );
}

/** The disk filled up while writing. */
export function diskFilledUp(): DownloadError {
  return new DownloadError(
    "storage_full",
    "The disk of the models folder is full. What came so far is kept; make room and try again.",
  );
}

const megabytes = (bytes: number) => `${Math.ceil(bytes / 1e6).toLocaleString("en")} MB`;

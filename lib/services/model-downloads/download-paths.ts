import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { DownloadableModel } from "@/lib/contract/model-downloads";

export interface DownloadPaths {
  /** The finished model. */
  file: string;
  /** What has come so far. */
  part: string;
  /** What the part is a part of. */
  note: string;
  lock: string;
  /** Where a package is unpacked. */
  unpack: string;
}

/** Everything stands in the models folder itself, so that the last step is a rename. */
export function downloadPaths(folder: string, { id, file }: DownloadableModel): DownloadPaths {
  const at = (name: string) => join(folder, name);
  return {
    file: at(file),
    part: at(`${file}.part`),
    note: at(`${file}.note.part`),
    lock: at(`${file}.lock.part`),
    unpack: at(`.unpack-${id}.part`),
  };
}

/** A part may only be continued from the same source with the same content. */
export const PartNote = z.object({
  url: z.string(),
  /** The server's own name of this content: a sha256 or an ETag. */
  identity: z.string(),
  sha256: z.string().nullable(),
  totalBytes: z.number().int().nullable(),
});
export type PartNote = z.infer<typeof PartNote>;

/** What is known of the part; null when there is none that could be continued. */
export function readPart({ part, note }: DownloadPaths): { sizeBytes: number; note: PartNote } | null {
  try {
    const known = PartNote.parse(JSON.parse(readFileSync(note, "utf8")));
    const { size } = statSync(part);
    return size > 0 ? { sizeBytes: size, note: known } : null;
  } catch {
    // Missing or damaged: the download begins anew.
    return null;
  }
}

export function discardPart({ part, note }: DownloadPaths): void {
  rmSync(part, { force: true });
  rmSync(note, { force: true });
}

/** Bytes of the finished file; null while it is not there. */
export function installedBytes({ file }: DownloadPaths): number | null {
  return existsSync(file) ? statSync(file).size : null;
}

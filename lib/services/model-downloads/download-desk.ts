import type { UserContext } from "@/lib/access/actor";
import type { DownloadProgress } from "@/lib/services/model-downloads/fetch-model";
import { singleton } from "@/lib/shared/singleton";

export interface RunningDownload {
  /** null until the first bytes are on their way. */
  progress: DownloadProgress | null;
  /** Bytes that it will still write at most. */
  remainingBytes: number;
  abort: AbortController;
  /** Who stopped it; the site itself when it shuts down. */
  stoppedBy: UserContext | null;
  /** Resolves when nothing of it runs any more; never rejects. */
  ended: Promise<void>;
}

/** The downloads of this process. What is on the disk outlives it: a part that nobody fetches is `partial`. */
export interface DownloadDesk {
  running: Map<string, RunningDownload>;
  /** Why the last try failed, by model; forgotten at the next one. */
  failures: Map<string, string>;
}

export function downloadDesk(): DownloadDesk {
  return singleton("model-downloads", () => ({ running: new Map(), failures: new Map() }));
}

/** Bytes that all downloads but this one will still write. */
export function reservedBytesBeside(id: string): number {
  let sum = 0;
  for (const [other, { remainingBytes }] of downloadDesk().running) if (other !== id) sum += remainingBytes;
  return sum;
}

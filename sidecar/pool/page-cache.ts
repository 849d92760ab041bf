import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { clockMs } from "./clock";

/** Is a file in the page cache, so that a load of it needs no disk? */
export type CacheState = "warm" | "cold";

/** Places that are looked at; two that had to come from the disk make a file cold. */
const samples = 6;
const missesOfCold = 2;
const lookAgainMs = 10_000;
/** Where the system does not tell: a file that was read so recently is taken for cached. */
const trustedMs = 600_000;
/** A load that had to read more than this share of its file was a cold one. */
const coldShare = 0.1;
/** Moves on from look to look, so that what a look itself has cached is not what the next one finds. */
const goldenRatio = 0.618_033_988_749_895;

export interface PageCache {
  stateOf(file: { path: string; sizeBytes: number }): CacheState;
  /** The file has just been read as a whole. */
  noteRead(path: string): void;
}

/**
 * Looks into the page cache without native code: reads one byte at a few places and asks the system (Linux's
 * `/proc/self/io`) whether that had to come from the disk. A look takes well under a millisecond of a cached file, and
 * one or two reads of a disk otherwise.
 */
export function createPageCache(storageBytesRead = () => bytesReadBy("self")): PageCache {
  const looks = new Map<string, { state: CacheState; atMs: number }>();
  const readAtMs = new Map<string, number>();
  let place = 0.5;

  function look(path: string, sizeBytes: number): CacheState | null {
    let fd: number | null = null;
    try {
      fd = openSync(path, "r");
      let misses = 0;
      for (let sample = 0; sample < samples && misses < missesOfCold; sample += 1) {
        place = (place + goldenRatio) % 1;
        const before = storageBytesRead();
        if (before === null) return null;
        readSync(fd, Buffer.alloc(1), 0, 1, Math.floor(place * sizeBytes));
        if ((storageBytesRead() ?? before) > before) misses += 1;
      }
      return misses < missesOfCold ? "warm" : "cold";
    } catch {
      return null;
    } finally {
      if (fd !== null) closeSync(fd);
    }
  }

  return {
    stateOf({ path, sizeBytes }) {
      const nowMs = clockMs();
      const known = looks.get(path);
      if (known && nowMs - known.atMs < lookAgainMs) return known.state;
      const lastReadMs = nowMs - (readAtMs.get(path) ?? -Infinity);
      const state = look(path, sizeBytes) ?? (lastReadMs < trustedMs ? "warm" : "cold");
      looks.set(path, { state, atMs: nowMs });
      return state;
    },
    noteRead(path) {
      readAtMs.set(path, clockMs());
      looks.delete(path);
    },
  };
}

/** Bytes that a process has had read from storage, ever; null where the system does not say. */
export function bytesReadBy(pid: number | "self"): number | null {
  try {
    const found = /^read_bytes: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, "utf8"))?.[1];
    return found === undefined ? null : Number(found);
  } catch {
    return null;
  }
}

/** What a load was, by what its processes had to read for it; null when that is not known. */
export function stateByBytes(bytesRead: number | null, sizeBytes: number): CacheState | null {
  if (bytesRead === null) return null;
  return bytesRead > coldShare * sizeBytes ? "cold" : "warm";
}

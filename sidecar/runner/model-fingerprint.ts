import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";

const sampleBytes = 256 * 1024;

/**
 * Names a model file and what loads it, in 32 hex digits: by size, time of change, beginning and end of the file, and the
 * library's version. 1 ms, whatever the size.
 */
export function modelFingerprint(path: string, libraryVersion: string): string {
  const fd = openSync(path, "r");
  try {
    const { size, mtimeMs } = fstatSync(fd);
    const hash = createHash("sha256").update(`${libraryVersion}:${size}:${mtimeMs}`);
    const sample = Buffer.alloc(Math.min(size, sampleBytes));
    for (const position of [0, size - sample.length]) {
      readSync(fd, sample, 0, sample.length, position);
      hash.update(sample);
    }
    return hash.digest("hex").slice(0, 32);
  } finally {
    closeSync(fd);
  }
}

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { DownloadError } from "@/lib/services/model-downloads/download-error";

/**
 * One process at a time fetches a file: the site and the command line may run side by side.
 * @returns gives the lock back
 * @throws DownloadError busy
 */
export function holdLock(path: string): () => void {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(path, String(process.pid), { flag: "wx" });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      if (isHeld(path)) break;
      rmSync(path, { force: true });
    }
  }
  throw new DownloadError("busy", "Another process is downloading this model already.");
}

/** Our own number in it was left by a former process that had the same one: within a process the caller keeps order. */
function isHeld(path: string): boolean {
  const pid = Number(readText(path));
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // Given back in the meantime.
    return "";
  }
}

import { open } from "node:fs/promises";
import { databaseFile } from "@/lib/db/database-file";
import { env } from "@/lib/env";
import { inGroups } from "@/lib/shared/in-groups";
import { singleton } from "@/lib/shared/singleton";

/**
 * Resolves when everything that was committed before is on the disk, so that not even a power cut takes back what
 * somebody was told. SQLite would wait for the disk inside COMMIT, and every stream of the site with it (one-connection.ts);
 * this waits beside them, once for all who ask together.
 */
export function onDisk(): Promise<void> {
  return singleton("on-disk", () =>
    inGroups(async (askers: null[]) => {
      await syncLog(`${databaseFile(env().DATABASE_URL)}-wal`);
      return askers.map(() => {});
    }),
  )(null);
}

async function syncLog(file: string): Promise<void> {
  try {
    const handle = await open(file, "r+");
    await handle.datasync().finally(() => handle.close());
  } catch {
    // No log: all of it is in the database already. A disk that fails is told by the next write; this one was made.
  }
}

import type { Eta } from "./eta";
import type { LoadHistory } from "./load-history";
import { bytesReadBy, stateByBytes, type CacheState, type PageCache } from "./page-cache";
import type { ModelFile } from "./scan";

type File = Pick<ModelFile, "id" | "path" | "sizeBytes">;

export interface LoadTimes {
  /** What a load would take now. */
  expected(file: File): Eta;
  /** What one would take with the file in the page cache, as it is soon after an eviction. */
  reloadMs(file: File): number;
  /** A load begins in these processes. Returns what is to be called when it has ended well. */
  begin(file: File, pids: readonly number[]): (pids: readonly number[], ms: number) => CacheState;
}

/**
 * Keeps the durations of loads by whether the file was in the page cache. Before a load that is a look at the cache;
 * afterwards it is known from what the process had to read, and that is what is kept.
 */
export function createLoadTimes(history: LoadHistory, pageCache: PageCache): LoadTimes {
  return {
    expected: (file) => history.expected(file.id, file.sizeBytes, pageCache.stateOf(file)),
    reloadMs: (file) => history.expected(file.id, file.sizeBytes, "warm").etaMs,
    begin(file, pids) {
      const { id: model, path, sizeBytes } = file;
      const foreseen = pageCache.stateOf(file);
      const before = new Map(pids.map((pid) => [pid, bytesReadBy(pid)]));
      return (pidsNow, ms) => {
        // A process that came later had read nothing when the load began.
        const read = pidsNow.map((pid) =>
          difference(before.has(pid) ? before.get(pid) : 0, bytesReadBy(pid)),
        );
        const known = read.every((bytes) => bytes !== null);
        const total = known ? read.reduce((sum, bytes) => sum + (bytes ?? 0), 0) : null;
        const state = stateByBytes(total, sizeBytes) ?? foreseen;
        history.add({ model, sizeBytes, state, ms });
        pageCache.noteRead(path);
        return state;
      };
    },
  };
}

function difference(before: number | null | undefined, after: number | null): number | null {
  return before === null || before === undefined || after === null ? null : after - before;
}

import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Eta } from "./eta";
import type { CacheState } from "./page-cache";
import { percentile } from "./percentile";
import { writeWhole } from "./write-whole";

const Durations = z.array(z.number().nonnegative());
/** Another size is another file under the same name: what is known of the former one does not count. */
const Past = z.object({ sizeBytes: z.number(), warm: Durations, cold: Durations });
type Past = z.infer<typeof Past>;
const History = z.record(z.string(), Past);

const keptPerState = 20;
const keptModels = 500;
/** From so many loads on their P90 stands for itself. */
const enoughLoads = 5;
/** Before any history: process and vocabulary, then the file from a disk of about 300 MB/s. */
const firstMs = 400;
const diskBytesPerMs = 300_000;

export interface LoadHistory {
  /** How long a load is expected to take: P50 and P90 of past ones with the file in that state, else a guess by size. */
  expected(model: string, sizeBytes: number, state: CacheState): Eta;
  add(load: { model: string; sizeBytes: number; state: CacheState; ms: number }): void;
}

/**
 * Durations of past loads, kept across restarts in one small file. A damaged or unwritable file costs estimates,
 * never a load.
 */
export function openLoadHistory(path: string, onError: (error: unknown) => void): LoadHistory {
  const all = new Map(Object.entries(readHistory(path)));

  function pastOf(model: string, sizeBytes: number): Past {
    const past = all.get(model);
    return past?.sizeBytes === sizeBytes ? past : { sizeBytes, warm: [], cold: [] };
  }

  return {
    expected(model, sizeBytes, state) {
      const past = pastOf(model, sizeBytes);
      const same = expectedFrom(past[state]);
      if (same) return same;
      const diskMs = Math.round(sizeBytes / diskBytesPerMs);
      // A warm load takes no longer than a cold one; a cold one takes the disk on top.
      const other = expectedFrom(past[state === "warm" ? "cold" : "warm"]);
      if (other) return state === "warm" ? other : slower(other, diskMs);
      return { etaMs: firstMs + diskMs, etaP90Ms: 3 * (firstMs + diskMs) };
    },
    add({ model, sizeBytes, state, ms }) {
      const past = pastOf(model, sizeBytes);
      all.delete(model);
      all.set(model, { ...past, [state]: [...past[state], Math.round(ms)].slice(-keptPerState) });
      for (const oldest of [...all.keys()].slice(0, -keptModels)) all.delete(oldest);
      try {
        writeWhole(path, JSON.stringify(Object.fromEntries(all)));
      } catch (error) {
        onError(error);
      }
    },
  };
}

function expectedFrom(durations: number[]): Eta | null {
  const etaMs = percentile(durations, 0.5);
  const etaP90Ms = percentile(durations, 0.9);
  if (etaMs === undefined || etaP90Ms === undefined) return null;
  const atLeast = durations.length < enoughLoads ? Math.round(1.5 * etaMs) : 0;
  return { etaMs, etaP90Ms: Math.max(etaP90Ms, atLeast) };
}

function slower({ etaMs, etaP90Ms }: Eta, byMs: number): Eta {
  return { etaMs: etaMs + byMs, etaP90Ms: etaP90Ms + 2 * byMs };
}

function readHistory(path: string): Record<string, Past> {
  try {
    return History.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return {};
  }
}

import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";

const History = z.record(z.string(), z.array(z.number().nonnegative()));
const keptPerModel = 20;
const keptModels = 500;

export interface LoadHistory {
  /** How long a load of this model is expected to take, in ms: the median of the last ones, else by size. */
  expectedMs(model: string, sizeBytes: number): number;
  add(model: string, ms: number): void;
}

/**
 * Durations of past loads, kept across restarts in one small file. A damaged or unwritable file costs estimates,
 * never a load.
 */
export function openLoadHistory(path: string, onError: (error: unknown) => void): LoadHistory {
  const durations = new Map(Object.entries(readHistory(path)));
  return {
    expectedMs(model, sizeBytes) {
      const past = durations.get(model)?.toSorted((left, right) => left - right) ?? [];
      // Before history: process and vocabulary, then the file from a disk of about 300 MB/s.
      return past[Math.floor(past.length / 2)] ?? Math.round(400 + sizeBytes / 300_000);
    },
    add(model, ms) {
      const past = [...(durations.get(model) ?? []), Math.round(ms)].slice(-keptPerModel);
      durations.delete(model);
      durations.set(model, past);
      for (const oldest of [...durations.keys()].slice(0, -keptModels)) durations.delete(oldest);
      try {
        writeWhole(path, JSON.stringify(Object.fromEntries(durations)));
      } catch (error) {
        onError(error);
      }
    },
  };
}

function readHistory(path: string): Record<string, number[]> {
  try {
    return History.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return {};
  }
}

/** Readers see the old file or the new one, never half of it. */
function writeWhole(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const half = `${path}.${process.pid}.new`;
  writeFileSync(half, text);
  renameSync(half, path);
}

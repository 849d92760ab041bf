import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Pool } from "./state";
import { writeWhole } from "./write-whole";

/** What stands in the pool, so that a new manager can begin with it. */
const ResidentModels = z.object({
  /** Loaded and loading models: pinned ones first, then the most recently used ones. */
  ready: z.array(z.string()),
  pinned: z.array(z.string()),
});
export type ResidentModels = z.infer<typeof ResidentModels>;

export function residentModels(pool: Pool): ResidentModels {
  const models = Object.values(pool.models).toSorted(
    (left, right) => Number(right.pinned) - Number(left.pinned) || right.lastUsedAtMs - left.lastUsedAtMs,
  );
  const ready = models.filter(
    ({ name, status }) => ["loading", "ready", "draining"].includes(status) || toBePreloaded(pool, name),
  );
  const pinned = models.filter((model) => model.pinned);
  return { ready: ready.map(({ name }) => name), pinned: pinned.map(({ name }) => name) };
}

function toBePreloaded(pool: Pool, name: string): boolean {
  return pool.waiting.some((ticket) => ticket.model === name && ticket.urgency === "preload");
}

export interface Residency {
  /** As it was when it was saved last; empty when that is not known. */
  read(): ResidentModels;
  /** Writes only what has changed. */
  save(models: ResidentModels): void;
}

/** Keeps in one small file what is loaded and what is pinned, across restarts and crashes. */
export function openResidency(path: string, onError: (error: unknown) => void): Residency {
  let saved = "";
  return {
    read() {
      try {
        return ResidentModels.parse(JSON.parse(readFileSync(path, "utf8")));
      } catch {
        return { ready: [], pinned: [] };
      }
    },
    save(models) {
      const text = JSON.stringify(models);
      if (text === saved) return;
      try {
        writeWhole(path, text);
        saved = text;
      } catch (error) {
        onError(error);
      }
    },
  };
}

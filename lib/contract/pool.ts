import { z } from "zod";
import { QueueEntry } from "./sidecar";

export const PoolModel = z.object({
  /** File name. */
  model: z.string(),
  displayName: z.string(),
  status: z.string(),
  leases: z.number().int(),
  pinned: z.boolean(),
  demo: z.boolean(),
  /** Display names of the tiers whose profiles name it. */
  tiers: z.array(z.string()),
  sizeBytes: z.number(),
  estimatedBytes: z.number(),
  measuredBytes: z.number().optional(),
  threads: z.number().optional(),
  lastUsedAt: z.string().optional(),
  /** 0…1 while loading. */
  progress: z.number().optional(),
  etaMs: z.number().optional(),
  reason: z.string().optional(),
});
export type PoolModel = z.infer<typeof PoolModel>;

/** `GET /api/admin/models`; all sizes in bytes. */
export const PoolAnswer = z.object({
  budgetBytes: z.number(),
  reservedBytes: z.number(),
  measuredBytes: z.number(),
  queue: z.array(QueueEntry),
  models: z.array(PoolModel),
});
export type PoolAnswer = z.infer<typeof PoolAnswer>;

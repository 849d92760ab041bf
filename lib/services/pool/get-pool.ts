import type { UserContext } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import type { QueueEntry } from "@/lib/contract/sidecar";
import { readPool } from "@/lib/providers/llamacpp/llamacpp-provider";

export interface PoolView {
  /** All sizes in bytes. */
  budgetBytes: number;
  reservedBytes: number;
  measuredBytes: number;
  queue: QueueEntry[];
  models: {
    model: string;
    status: string;
    leases: number;
    pinned: boolean;
    sizeBytes: number;
    estimatedBytes: number;
    measuredBytes?: number | undefined;
    threads?: number | undefined;
    lastUsedAt?: string | undefined;
    reason?: string | undefined;
  }[];
}

/** The local engine's pool, as it is now. @throws forbidden, model_unavailable while it starts */
export async function getPool(ctx: UserContext): Promise<PoolView> {
  assertCan(ctx.actor, "model:manage");
  const { models, ...pool } = await readPool(AbortSignal.timeout(5_000));
  return {
    ...pool,
    models: models.map((model) => ({
      model: model.id,
      status: model.status,
      leases: model.leases,
      pinned: model.pinned,
      sizeBytes: model.sizeBytes,
      estimatedBytes: model.estimatedBytes,
      measuredBytes: model.measuredBytes,
      threads: model.threads,
      lastUsedAt: model.lastUsedAt,
      reason: model.invalid ?? model.error,
    })),
  };
}

import type { UserContext } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import type { PoolAnswer } from "@/lib/contract/pool";
import { db } from "@/lib/db/client";
import { readPool } from "@/lib/providers/llamacpp/llamacpp-provider";
import { modelTitle } from "@/lib/providers/llamacpp/model-title";
import { llamacppName } from "@/lib/providers/llamacpp/sidecar-fetch";

/** The local engine's pool, as it is now. @throws forbidden, model_unavailable while it starts */
export async function getPool(ctx: UserContext): Promise<PoolAnswer> {
  assertCan(ctx.actor, "model:manage");
  const { models, queue, ...pool } = await readPool(AbortSignal.timeout(5_000));
  const profiles = await db().modelProfile.findMany({
    where: { provider: llamacppName.id },
    select: { modelId: true, displayName: true, tier: { select: { displayName: true } } },
    orderBy: [{ tier: { position: "asc" } }, { position: "asc" }, { createdAt: "asc" }],
  });
  return {
    budgetBytes: pool.budgetBytes,
    reservedBytes: pool.reservedBytes,
    measuredBytes: pool.measuredBytes,
    queue,
    models: models.map((model) => {
      const own = profiles.filter(({ modelId }) => modelId === model.id);
      return {
        model: model.id,
        displayName: own[0]?.displayName ?? modelTitle(model.id, model.displayName),
        status: model.status,
        leases: model.leases,
        pinned: model.pinned,
        demo: model.demo,
        tiers: [...new Set(own.map(({ tier }) => tier.displayName))],
        sizeBytes: model.sizeBytes,
        estimatedBytes: model.estimatedBytes,
        measuredBytes: model.measuredBytes,
        threads: model.threads,
        lastUsedAt: model.lastUsedAt,
        progress: model.status === "loading" ? model.progress?.value : undefined,
        etaMs: model.etaMs,
        reason: model.invalid ?? model.error,
      };
    }),
  };
}

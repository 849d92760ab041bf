import type { z } from "zod";
import type { UserContext } from "@/lib/access/actor";
import type { ListedModel, ModelAvailability, StatusQuery } from "@/lib/contract/models";
import { problem } from "@/lib/errors";
import { entryOf, findModel, meantProfile, readModelWorld } from "@/lib/services/models/model-world";
import { listedProfileModel, toListedModel } from "@/lib/services/models/to-listed-model";
import { waitingFor } from "@/lib/services/switches/waiting-for";

/**
 * Availability of one model, of one tier's models, or of all that this site knows.
 * @throws not_found for a provider, model or tier that this site does not have
 */
export async function getModelStatus(
  ctx: UserContext,
  { provider, model, tier }: z.infer<typeof StatusQuery>,
): Promise<{ models: ModelAvailability[] }> {
  const world = await readModelWorld(ctx);
  if (tier !== undefined && !world.tiers.some(({ id }) => id === tier))
    throw problem("not_found", "There is no such tier.");
  if (provider !== undefined && !entryOf(world, provider))
    throw problem("not_found", "There is no such provider.");
  const lines: { provider: string; listed: ListedModel }[] = [];
  for (const entry of world.entries)
    for (const found of entry.models)
      lines.push({
        provider: entry.provider.id,
        listed: toListedModel(world, entry, found, meantProfile(world, entry.provider.id, found.id)),
      });
  // Profiles whose model is not there are asked about too: that is when people ask.
  for (const profile of world.profiles) {
    const entry = entryOf(world, profile.provider);
    if (!findModel(entry, profile.modelId))
      lines.push({ provider: profile.provider, listed: listedProfileModel(world, entry, profile) });
  }
  const wanted = lines.filter(
    (line) =>
      (provider === undefined || line.provider === provider) &&
      (model === undefined || line.listed.id === model || line.listed.id === `${model}:latest`) &&
      (tier === undefined || line.listed.tier === tier),
  );
  if (model !== undefined && !wanted.length) throw problem("not_found", "There is no such model.");
  return { models: wanted.map((line) => toAvailability(ctx, line.provider, line.listed)) };
}

function toAvailability(ctx: UserContext, provider: string, listed: ListedModel): ModelAvailability {
  const { id, status, progress, etaMs, etaP90Ms, access } = listed;
  const position = waitingFor(ctx.actor.id, provider, id)?.position;
  const reason = listed.reason ?? (access.allowed ? undefined : access.reason);
  return {
    provider,
    model: id,
    available: access.allowed && status !== "failed",
    status,
    ...(progress !== undefined && { progress }),
    ...(etaMs !== undefined && { etaMs }),
    ...(etaP90Ms !== undefined && { etaP90Ms }),
    ...(position !== undefined && { queuePosition: position }),
    ...(reason !== undefined && { reason }),
  };
}

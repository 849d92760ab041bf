import type { z } from "zod";
import type { UserContext } from "@/lib/access/actor";
import type { ListedModel, ListedProvider, ModelsAnswer, ModelsListQuery } from "@/lib/contract/models";
import { isEnabled } from "@/lib/flags/is-enabled";
import type { CatalogueEntry } from "@/lib/providers/catalogue";
import { meantProfile, readModelWorld, type ModelWorld } from "@/lib/services/models/model-world";
import { warmLikelyNext } from "@/lib/services/models/warm-likely-next";
import { toGoneModel, toListedModel } from "@/lib/services/models/to-listed-model";
import { effectiveSelectionIn } from "@/lib/services/selections/get-effective-selection";

/**
 * Every engine with its models, and what is selected. What will probably be wanted next is loaded ahead, if somebody has
 * just opened something. @throws not_found for a conversation that is not theirs
 */
export async function listModels(
  ctx: UserContext,
  { conversationId, opening }: z.output<typeof ModelsListQuery>,
): Promise<z.infer<typeof ModelsAnswer>> {
  const world = await readModelWorld(ctx);
  const selection = await effectiveSelectionIn(world, ctx, conversationId);
  if (opening) void warmLikelyNext(ctx, world, selection, opening);
  return {
    selection,
    providers: world.entries.map((entry) => toListedProvider(world, entry)),
    tierSelector: await isEnabled(ctx, "tier-selector"),
  };
}

function toListedProvider(world: ModelWorld, entry: CatalogueEntry): ListedProvider {
  const { provider, status, error, checkedAt } = entry;
  return {
    id: provider.id,
    kind: provider.kind,
    label: provider.label,
    remote: provider.remote,
    status,
    checkedAt: (checkedAt ?? new Date()).toISOString(),
    ...(error && { error }),
    models: status === "off" ? [] : modelsOf(world, entry),
  };
}

/** What the engine lists, then what profiles still name and it no longer has. */
function modelsOf(world: ModelWorld, entry: CatalogueEntry): ListedModel[] {
  const listed = entry.models.map((model) =>
    toListedModel(world, entry, model, meantProfile(world, entry.provider.id, model.id)),
  );
  const there = new Set(entry.models.map(({ id }) => id));
  const gone = world.profiles.filter(
    ({ provider, modelId }) => provider === entry.provider.id && !there.has(modelId),
  );
  const lines = new Map(gone.map((profile) => [profile.modelId, toGoneModel(world, entry, profile)]));
  return [...listed, ...lines.values()];
}

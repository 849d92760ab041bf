import { z } from "zod";
import type { ListedModel } from "@/lib/contract/models";
import type { ModelProfile } from "@/lib/db/generated/client";
import type { CatalogueEntry } from "@/lib/providers/catalogue";
import { availabilityOf } from "@/lib/providers/publish-status";
import type { ProviderModel } from "@/lib/providers/provider";
import { isChatModel, profileAccess, type ModelWorld } from "@/lib/services/models/model-world";
import { tierAccess } from "@/lib/access/entitlement";

const Starters = z.array(z.string());
const noCapabilities = { images: false, tools: false, embeddings: false };

/** One line of the model list: what the engine says, under the name and tier of its profile. */
export function toListedModel(
  world: ModelWorld,
  entry: CatalogueEntry,
  model: ProviderModel,
  profile: ModelProfile | undefined,
): ListedModel {
  const { status, progress, etaMs, etaP90Ms, reason } = availabilityOf(entry, model);
  const tier = profile?.tierId ?? "standard";
  const access = !isChatModel(model)
    ? { allowed: false }
    : profile
      ? profileAccess(world, profile)
      : tierAccess(world.entitlements, tier);
  const why = model.capabilities.embeddings ? "It turns text into vectors and can not chat." : reason;
  // What one sequence holds: the engine's window, or less where the profile says so.
  const contextLength =
    profile?.contextLength && model.contextLength
      ? Math.min(profile.contextLength, model.contextLength)
      : (model.contextLength ?? profile?.contextLength ?? undefined);
  return {
    id: model.id,
    ...(profile && { profileId: profile.id }),
    displayName: profile?.displayName ?? model.displayName,
    tier,
    access,
    status,
    ...(progress !== undefined && { progress }),
    ...(etaMs !== undefined && { etaMs }),
    ...(etaP90Ms !== undefined && { etaP90Ms }),
    ...(why !== undefined && { reason: why }),
    ...(model.sizeBytes !== undefined && { sizeBytes: model.sizeBytes }),
    ...(model.parameterCount !== undefined && { parameterCount: model.parameterCount }),
    ...(contextLength !== undefined && { contextLength }),
    ...(model.quantization !== undefined && { quantization: model.quantization }),
    ...(model.demo && { demo: true }),
    ...(profile?.isDefault && { isDefault: true }),
    ...startersOf(profile),
    capabilities: model.capabilities,
  };
}

/** Questions of the profile; what an older version or another hand stored otherwise counts as none. */
function startersOf(profile: ModelProfile | undefined): Pick<ListedModel, "starters"> {
  const starters = Starters.safeParse(profile?.starters).data;
  return starters?.length ? { starters } : {};
}

/** A profile whose model is not there (any more): it stays visible, with the reason. */
export function toGoneModel(
  world: ModelWorld,
  entry: CatalogueEntry | undefined,
  profile: ModelProfile,
): ListedModel {
  const unknown = entry !== undefined && !entry.listed;
  return {
    id: profile.modelId,
    profileId: profile.id,
    displayName: profile.displayName,
    tier: profile.tierId,
    access: profileAccess(world, profile),
    status: "failed",
    reason: unknown
      ? (entry.error ?? `${entry.provider.label} is ${entry.status}.`)
      : "It is no longer there.",
    ...(profile.isDefault && { isDefault: true }),
    capabilities: noCapabilities,
  };
}

/** The line of a profile, whether its model is there or not. */
export function listedProfileModel(
  world: ModelWorld,
  entry: CatalogueEntry | undefined,
  profile: ModelProfile,
): ListedModel {
  const model = entry?.models.find(({ id }) => id === profile.modelId);
  return entry && model ? toListedModel(world, entry, model, profile) : toGoneModel(world, entry, profile);
}

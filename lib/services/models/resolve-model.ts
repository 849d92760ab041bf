import type { UserContext } from "@/lib/access/actor";
import type { ListedModel } from "@/lib/contract/models";
import type { ModelProfile } from "@/lib/db/generated/client";
import { problem } from "@/lib/errors";
import { catalogue, type CatalogueEntry } from "@/lib/providers/catalogue";
import type { Provider } from "@/lib/providers/provider";
import { assertEntitled } from "@/lib/services/models/assert-entitled";
import { findAlternatives } from "@/lib/services/models/find-alternatives";
import {
  entryOf,
  findModel,
  isChatModel,
  meantProfile,
  readModelWorld,
  type ModelWorld,
} from "@/lib/services/models/model-world";
import { toListedModel } from "@/lib/services/models/to-listed-model";

export interface ResolvedModel {
  provider: Provider;
  /** The engine's own name of it. */
  model: string;
  profile: ModelProfile;
  listed: ListedModel;
}

interface AskedModel {
  provider: string;
  model: string;
  profileId?: string | undefined;
}

/** An engine that does not answer, or is far away, is not asked for every request. */
const askAgainMs = 5_000;

/**
 * A model that was named, as this user may use it now. Names are only looked up among what the engines list, so a path
 * is a name that nothing has.
 * @throws not_found, invalid_request (the profile names another model), tier_locked, forbidden (switched off),
 * invalid_model_file, model_unavailable (gone, or its provider is down or off)
 */
export async function resolveModel(ctx: UserContext, asked: AskedModel): Promise<ResolvedModel> {
  return resolveModelIn(ctx, await readFreshWorld(ctx, asked), asked);
}

/** The same in a world that was read already. */
export function resolveModelIn(ctx: UserContext, world: ModelWorld, asked: AskedModel): ResolvedModel {
  const entry = entryOf(world, asked.provider);
  if (!entry) throw problem("not_found", `There is no provider named ${quote(asked.provider)}.`);
  const found = findModel(entry, asked.model);
  const model = found?.id ?? asked.model;
  const profile = askedProfile(world, { ...asked, model });
  if (profile) assertEntitled(ctx, world, profile);
  const alternatives = () => findAlternatives(world, { provider: asked.provider, model });
  const { provider, status } = entry;
  if (status === "off")
    throw problem(
      "model_unavailable",
      `${provider.label} is not set up on this site. Choose another model.`,
      {
        provider: provider.id,
        alternatives: alternatives(),
      },
    );
  if (status === "down")
    throw problem(
      "model_unavailable",
      `${provider.label} can not be reached at the moment. Choose another model, or try again.`,
      {
        provider: provider.id,
        alternatives: alternatives(),
        retryAfterMs: provider.listFreshMs,
      },
    );
  if (!found) throw missing(entry, asked.model, profile, alternatives());
  if (!isChatModel(found))
    throw problem(
      "invalid_model_file",
      found.invalid
        ? `${found.displayName} can not be used: ${found.reason ?? "its file is not valid."}`
        : `${found.displayName} turns text into vectors; it can not chat.`,
      { provider: provider.id, reason: found.invalid ? (found.reason ?? "invalid") : "embeddings only" },
    );
  // A listing gives every chat model a profile before anybody can read it.
  if (!profile) throw problem("not_found", `${provider.label} has no model named ${quote(asked.model)}.`);
  return { provider, model, profile, listed: toListedModel(world, entry, found, profile) };
}

/** The world; a model that it does not know may be new, so its engine is asked once more. */
export async function readFreshWorld(ctx: UserContext, asked: AskedModel): Promise<ModelWorld> {
  const world = await readModelWorld(ctx);
  const entry = entryOf(world, asked.provider);
  if (!entry || (findModel(entry, asked.model) && /^(?:up|degraded)$/.test(entry.status))) return world;
  // Nobody loses a message to a restart that takes a second.
  if (entry.status === "down" && (await entry.provider.whenBack?.())) {
    await catalogue().refresh(asked.provider);
    return readModelWorld(ctx);
  }
  const answers = entry.status === "up" || entry.status === "degraded";
  if ((!answers || entry.provider.remote) && Date.now() - entry.askedMs < askAgainMs) return world;
  await catalogue().refresh(asked.provider);
  return readModelWorld(ctx);
}

/** The profile that a request means, whatever it is worth. */
export function namedProfile(world: ModelWorld, asked: AskedModel): ModelProfile | undefined {
  return asked.profileId === undefined
    ? meantProfile(world, asked.provider, asked.model)
    : world.profiles.find(({ id }) => id === asked.profileId);
}

function askedProfile(world: ModelWorld, asked: AskedModel): ModelProfile | undefined {
  const profile = namedProfile(world, asked);
  if (asked.profileId === undefined) return profile;
  if (!profile) throw problem("not_found", "There is no such model profile.");
  if (profile.provider === asked.provider && profile.modelId === asked.model) return profile;
  throw problem("invalid_request", "The profile names another model than the request.", {
    issues: [{ path: "profileId", message: `belongs to ${profile.provider}/${profile.modelId}` }],
  });
}

function missing(
  { provider }: CatalogueEntry,
  name: string,
  profile: ModelProfile | undefined,
  alternatives: ReturnType<typeof findAlternatives>,
) {
  return profile
    ? problem("model_unavailable", `${profile.displayName} is no longer there. Choose another model.`, {
        provider: provider.id,
        alternatives,
        reason: "gone",
      })
    : problem("not_found", `${provider.label} has no model named ${quote(name)}.`);
}

const quote = (text: string) => `“${text.length > 80 ? `${text.slice(0, 79)}…` : text}”`;

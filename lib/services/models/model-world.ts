import type { UserContext } from "@/lib/access/actor";
import { entitlementsOf, profileEntitlement, readGrants, type Entitlements } from "@/lib/access/entitlement";
import type { Access } from "@/lib/contract/models";
import type { ModelProfile, Tier } from "@/lib/db/generated/client";
import { readSiteRules, type SiteRules } from "@/lib/db/site-rules";
import { catalogue, type CatalogueEntry } from "@/lib/providers/catalogue";
import type { ProviderModel } from "@/lib/providers/provider";

/** What one user sees of models: engines, profiles, tiers and entitlements, read once per request. */
export interface ModelWorld {
  entries: readonly CatalogueEntry[];
  /** In their order. */
  tiers: readonly Tier[];
  /** In the order of their tiers, then their own. */
  profiles: readonly ModelProfile[];
  entitlements: Entitlements;
}

/** Waits 300 ms at most for engines that were never asked; everything else is what the catalogue knows. */
export async function readModelWorld(ctx: UserContext): Promise<ModelWorld> {
  // The listing may add profiles, so it comes first.
  const entries = await catalogue().read();
  const [rules, grants] = await Promise.all([readSiteRules(), readGrants(ctx.actor.id)]);
  return worldOf(entries, rules, entitlementsOf(rules, grants, ctx.actor));
}

/** The world from what was read already. */
export function worldOf(
  entries: readonly CatalogueEntry[],
  { tiers, profiles }: SiteRules,
  entitlements: Entitlements,
): ModelWorld {
  return { entries, tiers, profiles, entitlements };
}

export function entryOf(world: ModelWorld, providerId: string): CatalogueEntry | undefined {
  return world.entries.find(({ provider }) => provider.id === providerId);
}

/** The engine's model of that name; Ollama's ":latest" may be left out. */
export function findModel(entry: CatalogueEntry | undefined, name: string): ProviderModel | undefined {
  return (
    entry?.models.find(({ id }) => id === name) ??
    (entry?.provider.kind === "ollama" ? entry.models.find(({ id }) => id === `${name}:latest`) : undefined)
  );
}

/** May this user use the profile? Tier, then switched off or under maintenance, then gone. */
export function profileAccess(world: ModelWorld, profile: ModelProfile): Access {
  const access = profileEntitlement(world.entitlements, profile);
  if (!access.allowed) return access;
  const entry = entryOf(world, profile.provider);
  if (!entry || (entry.listed && !findModel(entry, profile.modelId)))
    return { allowed: false, reason: "gone" };
  return access;
}

/** The profile that `{ provider, model }` means: the first entitled one in tier order, else the first. */
export function meantProfile(world: ModelWorld, provider: string, model: string): ModelProfile | undefined {
  const named = world.profiles.filter((p) => p.provider === provider && p.modelId === model);
  return named.find((profile) => profileAccess(world, profile).allowed) ?? named[0];
}

/** It can answer a chat: neither a broken file nor for vectors only. */
export function isChatModel(model: ProviderModel): boolean {
  return !model.invalid && !model.capabilities.embeddings;
}

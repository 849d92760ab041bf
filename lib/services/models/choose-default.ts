import type { ModelProfile } from "@/lib/db/generated/client";
import {
  entryOf,
  findModel,
  isChatModel,
  meantProfile,
  profileAccess,
  type ModelWorld,
} from "@/lib/services/models/model-world";
import type { SiteSettings } from "@/lib/services/site-settings/site-settings";

/** This user may use it, and it can chat as far as is known. */
function isUsable(world: ModelWorld, profile: ModelProfile): boolean {
  const entry = entryOf(world, profile.provider);
  if (!entry || entry.status === "off" || !profileAccess(world, profile).allowed) return false;
  const model = findModel(entry, profile.modelId);
  return model ? isChatModel(model) : !entry.listed;
}

/** The tier's default profile that this user can use, else its first one, rather a real model than a demo. */
export function tierDefault(world: ModelWorld, tierId: string): ModelProfile | undefined {
  const usable = world.profiles.filter((profile) => profile.tierId === tierId && isUsable(world, profile));
  return (
    usable.find(({ isDefault }) => isDefault) ??
    usable.find((profile) => !isDemo(world, profile)) ??
    usable[0]
  );
}

/** It ships with the site, and stands in until there is something better. */
function isDemo(world: ModelWorld, profile: ModelProfile): boolean {
  return findModel(entryOf(world, profile.provider), profile.modelId)?.demo ?? profile.origin === "demo";
}

/** What somebody gets whose own choice is locked: the default of the account's tier, then `standard`, then the site's. */
export function allowedDefault(
  world: ModelWorld,
  accountTier: string,
  settings: SiteSettings,
): ModelProfile | undefined {
  return tierDefault(world, accountTier) ?? tierDefault(world, "standard") ?? siteDefault(world, settings);
}

/**
 * The configured provider and model, else the first local model by name, else any provider's first. Engines that
 * answer come before those that do not, a provider that was chosen before others, real models before demos.
 */
export function siteDefault(world: ModelWorld, settings: SiteSettings): ModelProfile | undefined {
  const configured = settings.provider && configuredModel(settings.provider, settings);
  if (settings.provider && configured) {
    const name = findModel(entryOf(world, settings.provider), configured)?.id ?? configured;
    const profile = meantProfile(world, settings.provider, name);
    if (profile && isUsable(world, profile)) return profile;
  }
  const order = [settings.provider, "llamacpp", ...world.entries.map(({ provider }) => provider.id)];
  const tiers = world.tiers.map(({ id }) => id);
  const answers = (p: ModelProfile) => /^(?:up|degraded)$/.test(entryOf(world, p.provider)?.status ?? "");
  const compare = (a: ModelProfile, b: ModelProfile) =>
    Number(answers(b)) - Number(answers(a)) ||
    Number(b.provider === settings.provider) - Number(a.provider === settings.provider) ||
    Number(isDemo(world, a)) - Number(isDemo(world, b)) ||
    order.indexOf(a.provider) - order.indexOf(b.provider) ||
    tiers.indexOf(a.tierId) - tiers.indexOf(b.tierId) ||
    a.modelId.localeCompare(b.modelId, "en");
  const configuredFor = (p: ModelProfile) => p.modelId === configuredModel(p.provider, settings);
  const usable = world.profiles.filter((profile) => isUsable(world, profile)).toSorted(compare);
  const first = usable[0];
  return usable.find((p) => p.provider === first?.provider && configuredFor(p)) ?? first;
}

/** The model that settings name for one of the three kinds. */
function configuredModel(provider: string, settings: SiteSettings): string | null {
  switch (provider) {
    case "llamacpp":
      return settings.llamacppChatModel;
    case "ollama":
      return settings.defaultOllamaModel;
    case "openai":
      return settings.defaultOpenaiModel;
    default:
      return null;
  }
}

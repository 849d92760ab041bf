import { db, transaction } from "@/lib/db/client";
import { catalogue, type CatalogueEntry } from "@/lib/providers/catalogue";
import { listProviders } from "@/lib/providers/registry";
import { isChatModel } from "@/lib/services/models/model-world";

const tierId = "standard";

/**
 * The first discovered model by name becomes the default of `standard` while that has none; local ones come first, so
 * it waits until the local engine was asked. A default that was discovered itself moves on when its model is gone; one
 * that an admin chose stays.
 */
export async function chooseTierDefault(): Promise<void> {
  const entries = listProviders().map((provider) => catalogue().entry(provider));
  if (entries.some((entry) => entry.provider.kind === "llamacpp" && entry.checkedAt === null)) return;
  const profiles = await db().modelProfile.findMany({ where: { tierId } });
  const entryOf = (provider: string) => entries.find((entry) => entry.provider.id === provider);
  const current = profiles.find(({ isDefault }) => isDefault);
  const isGone = (entry: CatalogueEntry | undefined, model: string) =>
    !entry || (entry.listed && !entry.models.some(({ id }) => id === model));
  if (current && (current.origin !== "discovered" || !isGone(entryOf(current.provider), current.modelId)))
    return;
  const rank = (provider: string) => entries.findIndex((entry) => entry.provider.id === provider);
  const isThere = ({ provider, modelId }: { provider: string; modelId: string }) =>
    entryOf(provider)?.models.some((model) => model.id === modelId && isChatModel(model)) ?? false;
  const next = profiles
    .filter((profile) => profile.enabled && isThere(profile))
    .toSorted((a, b) => rank(a.provider) - rank(b.provider) || a.modelId.localeCompare(b.modelId, "en"))[0];
  if (!next) return;
  await transaction(async (tx) => {
    const standing = await tx.modelProfile.findFirst({ where: { tierId, isDefault: true } });
    if (standing?.id !== current?.id) return;
    await tx.modelProfile.updateMany({ where: { tierId, isDefault: true }, data: { isDefault: false } });
    await tx.modelProfile.update({ where: { id: next.id }, data: { isDefault: true } });
  });
}

import type { CatalogueEntry } from "@/lib/providers/catalogue";
import type { ProviderModel } from "@/lib/providers/provider";
import { transaction } from "@/lib/db/client";
import { isChatModel } from "@/lib/services/models/model-world";
import { discoveredTier } from "@/lib/services/profiles/next-tier-default";
import { toSlug } from "@/lib/services/profiles/to-slug";
import { db } from "@/lib/db/client";

/** Small models ramble at the engines' own temperature. */
const smallParameters = 1e9;
const smallTemperature = 0.2;

/**
 * Gives every chat model of one engine that no profile names a `standard` profile of its own. Models that vanish keep
 * theirs.
 * @returns how many were made
 */
export async function syncDiscovered({ provider, models }: CatalogueEntry): Promise<number> {
  const chat = models.filter((model) => isChatModel(model) && model.status !== "failed");
  const named = await db().modelProfile.findMany({
    where: { provider: provider.id },
    select: { modelId: true },
  });
  const missing = (known: readonly { modelId: string }[]) =>
    chat.filter(({ id }) => !known.some(({ modelId }) => modelId === id));
  if (!missing(named).length) return 0;
  return transaction(async (tx) => {
    // Read again inside: another process may have made them by now.
    const profiles = await tx.modelProfile.findMany({
      select: { provider: true, modelId: true, internalName: true },
    });
    const taken = new Set(profiles.map(({ internalName }) => internalName));
    const found = missing(profiles.filter((profile) => profile.provider === provider.id));
    for (const model of found.toSorted((a, b) => a.id.localeCompare(b.id, "en"))) {
      const internalName = toSlug(model.id, provider.id, taken);
      taken.add(internalName);
      await tx.modelProfile.create({
        data: {
          displayName: model.displayName,
          internalName,
          provider: provider.id,
          modelId: model.id,
          tierId: discoveredTier,
          ...(isSmall(model) && { temperature: smallTemperature }),
          origin: "discovered",
        },
      });
    }
    return found.length;
  });
}

const isSmall = ({ parameterCount }: ProviderModel) =>
  parameterCount !== undefined && parameterCount < smallParameters;

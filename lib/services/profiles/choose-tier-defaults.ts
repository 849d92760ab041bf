import { db, transaction } from "@/lib/db/client";
import type { ModelProfile } from "@/lib/db/generated/client";
import { catalogue } from "@/lib/providers/catalogue";
import { listProviders } from "@/lib/providers/registry";
import { isChatModel } from "@/lib/services/models/model-world";
import { nextTierDefault, type ProfileFacts } from "@/lib/services/profiles/next-tier-default";

/** Gives each tier the default that it should have by itself. Waits until the local engine was asked. */
export async function chooseTierDefaults(): Promise<void> {
  const entries = listProviders().map((provider) => catalogue().entry(provider));
  if (entries.some((entry) => entry.provider.kind === "llamacpp" && entry.checkedAt === null)) return;
  const factsOf = ({ provider, modelId, origin }: ModelProfile): ProfileFacts => {
    const rank = entries.findIndex((entry) => entry.provider.id === provider);
    const entry = entries[rank];
    const model = entry?.models.find(({ id }) => id === modelId);
    return {
      there: model !== undefined && isChatModel(model),
      gone: !entry || (entry.listed && !model),
      demo: model?.demo ?? origin === "demo",
      rank,
    };
  };
  const profiles = await db().modelProfile.findMany();
  for (const tierId of new Set(profiles.map((profile) => profile.tierId))) {
    const own = profiles.filter((profile) => profile.tierId === tierId);
    const next = nextTierDefault(tierId, own, factsOf);
    if (!next) continue;
    const current = own.find(({ isDefault }) => isDefault);
    await transaction(async (tx) => {
      const standing = await tx.modelProfile.findFirst({ where: { tierId, isDefault: true } });
      if (standing?.id !== current?.id) return;
      await tx.modelProfile.updateMany({ where: { tierId, isDefault: true }, data: { isDefault: false } });
      await tx.modelProfile.update({ where: { id: next.id }, data: { isDefault: true } });
    });
  }
}

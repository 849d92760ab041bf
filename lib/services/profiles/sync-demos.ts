import { z } from "zod";
import type { DemoProfile } from "@/lib/contract/demo-profiles";
import { db, transaction, type Transaction } from "@/lib/db/client";
import type { CatalogueEntry } from "@/lib/providers/catalogue";
import { isChatModel } from "@/lib/services/models/model-world";
import { planDemos, versionOf, type DemoStep, type SeededDemos } from "@/lib/services/profiles/plan-demos";
import { readDemoManifest } from "@/lib/services/profiles/read-demo-manifest";
import { toSlug } from "@/lib/services/profiles/to-slug";

const settingKey = "demo-profiles";
const Seeded = z.record(z.string(), z.object({ profileId: z.string(), version: z.string() }));

/**
 * Gives the bundled models the profiles that their manifest describes, in the tiers that it names. Does nothing when
 * they stand already.
 * @returns how many were made or changed
 */
export async function syncDemos(
  { provider, models }: CatalogueEntry,
  manifest?: readonly DemoProfile[],
): Promise<number> {
  const present = new Set(models.filter((model) => model.demo && isChatModel(model)).map(({ id }) => id));
  if (provider.kind !== "llamacpp" || !present.size) return 0;
  const lines = manifest ?? readDemoManifest();
  if (!(await plan(db(), lines, provider.id, present)).steps.length) return 0;
  return transaction(async (tx) => {
    // Planned again inside: another process may have done it by now.
    const { steps, seeded } = await plan(tx, lines, provider.id, present);
    for (const step of steps) {
      const profileId = await carryOut(tx, step, provider.id);
      seeded[step.line.internalName] = { profileId, version: versionOf(step.line) };
    }
    const value = { ...seeded };
    await tx.siteSetting.upsert({
      where: { key: settingKey },
      create: { key: settingKey, value },
      update: { value, version: { increment: 1 } },
    });
    return steps.length;
  });
}

async function plan(
  tx: Transaction,
  manifest: readonly DemoProfile[],
  provider: string,
  present: ReadonlySet<string>,
): Promise<{ steps: DemoStep[]; seeded: SeededDemos }> {
  const [setting, profiles, tiers] = await Promise.all([
    tx.siteSetting.findUnique({ where: { key: settingKey } }),
    tx.modelProfile.findMany({
      where: { provider },
      select: { id: true, origin: true, modelId: true },
      orderBy: { createdAt: "asc" },
    }),
    tx.tier.findMany({ select: { id: true } }),
  ]);
  const seeded = Seeded.safeParse(setting?.value).data ?? {};
  const known = { manifest, present, tiers: new Set(tiers.map(({ id }) => id)), profiles, seeded };
  return { steps: planDemos(known), seeded };
}

/** @returns the profile's id */
async function carryOut(tx: Transaction, step: DemoStep, provider: string): Promise<string> {
  const { file, internalName, tier, ...rest } = step.line;
  const data = { ...rest, modelId: file, tierId: tier, origin: "demo" };
  switch (step.kind) {
    case "update": {
      const where = { id: step.profileId };
      const { tierId } = await tx.modelProfile.findUniqueOrThrow({ where });
      // The default of one tier is not that of another.
      const moved = tierId === tier ? {} : { isDefault: false };
      await tx.modelProfile.update({ where, data: { ...data, ...moved } });
      return step.profileId;
    }
    case "create": {
      const names = await tx.modelProfile.findMany({ select: { internalName: true } });
      const own = toSlug(internalName, provider, new Set(names.map((profile) => profile.internalName)));
      return (await tx.modelProfile.create({ data: { ...data, provider, internalName: own } })).id;
    }
    default:
      return step satisfies never;
  }
}

import type { PrismaClient } from "@/lib/db/generated/client";

export const seededTiers = [
  { id: "standard", displayName: "Standard", description: "For everyday questions.", allows: ["standard"] },
  {
    id: "pro",
    displayName: "Pro",
    description: "Larger models for harder questions.",
    allows: ["standard", "pro"],
  },
  {
    id: "code",
    displayName: "Code",
    description: "Models that read and write code.",
    allows: ["standard", "code"],
  },
] as const;

/** Flags that this version knows, switched on for everybody until an admin says otherwise. */
export const seededFlags = ["tier-selector"] as const;

/** Tiers and their matrix, on a database that has none yet, and flags that are new. What an admin changed or removed stays so. */
export async function seed(client: PrismaClient): Promise<void> {
  await client.$transaction(async (tx) => {
    for (const key of seededFlags)
      await tx.featureFlag.upsert({
        where: { key },
        create: { key, enabled: true, percentage: 100 },
        update: {},
      });
    if ((await tx.tier.count()) > 0) return;
    for (const [position, { id, displayName, description }] of seededTiers.entries())
      await tx.tier.create({ data: { id, displayName, description, position } });
    for (const { id, allows } of seededTiers)
      for (const tierId of allows) await tx.tierPermission.create({ data: { accountTierId: id, tierId } });
  });
}

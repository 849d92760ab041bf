import type { AdminTier } from "@/lib/contract/entitlements";
import type { Transaction } from "@/lib/db/client";

/** All tiers in their order, with what hangs on them. */
export async function readTiers(tx: Transaction): Promise<AdminTier[]> {
  const [tiers, accounts] = await Promise.all([
    tx.tier.findMany({
      orderBy: [{ position: "asc" }, { id: "asc" }],
      include: { _count: { select: { profiles: true } } },
    }),
    tx.user.groupBy({ by: ["accountTier"], _count: { _all: true } }),
  ]);
  return tiers.map(({ id, displayName, description, _count }, order) => ({
    id,
    displayName,
    description,
    order,
    profiles: _count.profiles,
    accounts: accounts.find(({ accountTier }) => accountTier === id)?._count._all ?? 0,
  }));
}

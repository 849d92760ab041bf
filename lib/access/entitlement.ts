import type { UserActor } from "@/lib/access/actor";
import type { Access } from "@/lib/contract/models";
import type { Transaction } from "@/lib/db/client";

/** The tiers that one account may use, and which account tier each tier needs. Loaded once per request. */
export interface Entitlements {
  allowed: ReadonlySet<string>;
  /** First account tier, in order, whose row holds the tier. */
  requiredTier: ReadonlyMap<string, string>;
}

/** Reads matrix and grants. Role admin may use every tier. */
export async function loadEntitlements(
  tx: Transaction,
  actor: Pick<UserActor, "id" | "role" | "accountTier">,
  now = new Date(),
): Promise<Entitlements> {
  const [permissions, grants, tiers] = await Promise.all([
    tx.tierPermission.findMany(),
    tx.tierGrant.findMany({ where: { userId: actor.id, OR: [{ until: null }, { until: { gt: now } }] } }),
    tx.tier.findMany({ orderBy: { position: "asc" }, select: { id: true } }),
  ]);
  const requiredTier = new Map<string, string>();
  for (const { id: tier } of tiers) {
    const account = tiers.find(({ id }) =>
      permissions.some((p) => p.accountTierId === id && p.tierId === tier),
    );
    if (account) requiredTier.set(tier, account.id);
  }
  const allowed =
    actor.role === "admin"
      ? tiers.map((tier) => tier.id)
      : [
          ...permissions.filter((p) => p.accountTierId === actor.accountTier).map((p) => p.tierId),
          ...grants.map((grant) => grant.tierId),
        ];
  return { allowed: new Set(allowed), requiredTier };
}

/** The one answer to "may this user use that tier?", for lists, switches and sends alike. */
export function tierAccess(entitlements: Entitlements, tier: string): Access {
  if (entitlements.allowed.has(tier)) return { allowed: true };
  const requiredTier = entitlements.requiredTier.get(tier);
  return { allowed: false, reason: "tier", ...(requiredTier && { requiredTier }) };
}

import type { UserActor } from "@/lib/access/actor";
import type { Access } from "@/lib/contract/models";
import type { Transaction } from "@/lib/db/client";
import type { ModelProfile } from "@/lib/db/generated/client";

/** The tiers that one account may use, and which account tier each tier needs. Loaded once per request. */
export interface Entitlements {
  allowed: ReadonlySet<string>;
  /** First account tier, in order, whose row holds the tier. */
  requiredTier: ReadonlyMap<string, string>;
  /** Why a tier is allowed, for the trail: `admin`, `matrix`, `grant:<id>`. */
  rules: ReadonlyMap<string, string>;
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
  const rules = new Map<string, string>();
  for (const { tierId, id } of grants) rules.set(tierId, `grant:${id}`);
  for (const { accountTierId, tierId } of permissions)
    if (accountTierId === actor.accountTier) rules.set(tierId, "matrix");
  if (actor.role === "admin") for (const { id } of tiers) rules.set(id, "admin");
  return { allowed: new Set(rules.keys()), requiredTier, rules };
}

/** The one answer to "may this user use that tier?", for lists, switches and sends alike. */
export function tierAccess(entitlements: Entitlements, tier: string): Access {
  if (entitlements.allowed.has(tier)) return { allowed: true };
  const requiredTier = entitlements.requiredTier.get(tier);
  return { allowed: false, reason: "tier", ...(requiredTier && { requiredTier }) };
}

/**
 * The one answer to "may this user use that profile now?": the tier, then what an admin switched off or works on. Whether
 * its model is there is the catalogue's to say.
 */
export function profileEntitlement(
  entitlements: Entitlements,
  profile: Pick<ModelProfile, "tierId" | "enabled" | "maintenanceUntil">,
  now = new Date(),
): Access {
  const access = tierAccess(entitlements, profile.tierId);
  if (!access.allowed) return access;
  if (!profile.enabled) return { allowed: false, reason: "admin" };
  if (profile.maintenanceUntil && profile.maintenanceUntil > now)
    return { allowed: false, reason: "maintenance" };
  return access;
}

import type { UserActor } from "@/lib/access/actor";
import type { Access } from "@/lib/contract/models";
import type { ModelProfile, TierGrant } from "@/lib/db/generated/client";
import { sharedRowsBy } from "@/lib/db/rows";
import { readSiteRules, type SiteRules } from "@/lib/db/site-rules";

/** The tiers that one account may use, and which account tier each tier needs. Loaded once per request. */
export interface Entitlements {
  allowed: ReadonlySet<string>;
  /** First account tier, in order, whose row holds the tier. */
  requiredTier: ReadonlyMap<string, string>;
  /** Why a tier is allowed, for the trail: `admin`, `matrix`, `grant:<id>`. */
  rules: ReadonlyMap<string, string>;
}

type Account = Pick<UserActor, "id" | "role" | "accountTier">;

/** What matrix and grants of the account open now. Role admin may use every tier. */
export async function loadEntitlements(account: Account): Promise<Entitlements> {
  const [rules, grants] = await Promise.all([readSiteRules(), readGrants(account.id)]);
  return entitlementsOf(rules, grants, account);
}

/** The same from rules and grants that were read already. */
export function entitlementsOf(
  { tiers, permissions }: Pick<SiteRules, "tiers" | "permissions">,
  grants: readonly TierGrant[],
  { role, accountTier }: Pick<Account, "role" | "accountTier">,
  now = new Date(),
): Entitlements {
  const requiredTier = new Map<string, string>();
  for (const { id: tier } of tiers) {
    const account = tiers.find(({ id }) =>
      permissions.some((p) => p.accountTierId === id && p.tierId === tier),
    );
    if (account) requiredTier.set(tier, account.id);
  }
  const rules = new Map<string, string>();
  for (const { tierId, id, until } of grants) if (!until || until > now) rules.set(tierId, `grant:${id}`);
  for (const { accountTierId, tierId } of permissions)
    if (accountTierId === accountTier) rules.set(tierId, "matrix");
  if (role === "admin") for (const { id } of tiers) rules.set(id, "admin");
  return { allowed: new Set(rules.keys()), requiredTier, rules };
}

/** Grants of one account, those that have ended too. */
export function readGrants(userId: string): Promise<TierGrant[]> {
  return sharedRowsBy("TierGrant", "userId", userId);
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

import { db, type Transaction } from "@/lib/db/client";
import type { FeatureFlag, ModelProfile, SiteSetting, Tier, TierPermission } from "@/lib/db/generated/client";
import { inGroups } from "@/lib/shared/in-groups";
import { singleton } from "@/lib/shared/singleton";

/** What admins decide and every request asks for. */
export interface SiteRules {
  revision: number;
  /** In their order. */
  tiers: readonly Tier[];
  /** The matrix. */
  permissions: readonly TierPermission[];
  /** In the order of their tiers, then their own. */
  profiles: readonly ModelProfile[];
  flags: readonly FeatureFlag[];
  settings: readonly SiteSetting[];
}

const kept = () => singleton("site-rules", () => ({ rules: null as SiteRules | null }));

/**
 * The rules as they are now. They are kept in memory; only their revision is read each time, which triggers move with
 * every change (migration 0006), whoever makes it.
 */
export function readSiteRules(): Promise<SiteRules> {
  return singleton("site-rules-reads", () =>
    inGroups(async (askers: null[]) => {
      const rules = await readSiteRulesIn(db());
      kept().rules = rules;
      return askers.map(() => rules);
    }),
  )(null);
}

/** The same inside a transaction. What it finds is not kept: its own changes may yet be rolled back. */
export async function readSiteRulesIn(tx: Transaction): Promise<SiteRules> {
  // First, so that rows are never older than the revision that they are kept under.
  const [row] = await tx.$queryRaw<
    { version: number }[]
  >`SELECT "version" FROM "Revision" WHERE "name" = 'rules'`;
  if (!row) throw new Error("the revision of the site's rules is missing");
  const { rules } = kept();
  return rules?.revision === row.version ? rules : readRows(tx, row.version);
}

async function readRows(tx: Transaction, revision: number): Promise<SiteRules> {
  const [tiers, permissions, profiles, flags, settings] = await Promise.all([
    tx.tier.findMany({ orderBy: { position: "asc" } }),
    tx.tierPermission.findMany(),
    tx.modelProfile.findMany({ orderBy: [{ position: "asc" }, { displayName: "asc" }, { id: "asc" }] }),
    tx.featureFlag.findMany(),
    tx.siteSetting.findMany(),
  ]);
  const order = new Map(tiers.map(({ id }, index) => [id, index]));
  const rank = ({ tierId }: ModelProfile) => order.get(tierId) ?? tiers.length;
  return {
    revision,
    tiers,
    permissions,
    profiles: profiles.toSorted((a, b) => rank(a) - rank(b)),
    flags,
    settings,
  };
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { UpgradesPanel } from "@/components/admin/upgrades/upgrades-panel";
import { getActor } from "@/lib/auth/actor";
import { pageContext } from "@/lib/auth/page-context";
import { getPermissions } from "@/lib/services/permissions/get-permissions";
import { findTierNames } from "@/lib/services/tiers/find-tier-names";

export const metadata: Metadata = { title: "Upgrade requests" };

export default async function UpgradeRequestsPage() {
  const actor = await getActor();
  if (actor?.role !== "admin") notFound();
  const ctx = await pageContext(actor);
  const [tiers, { matrix }] = await Promise.all([findTierNames(), getPermissions(ctx)]);
  return <UpgradesPanel tiers={tiers} matrix={matrix} />;
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { UsersPanel } from "@/components/admin/users-panel";
import { findTierNames } from "@/lib/services/tiers/find-tier-names";
import { getActor } from "@/lib/auth/actor";
import { pageContext } from "@/lib/auth/page-context";
import { getPermissions } from "@/lib/services/permissions/get-permissions";

export const metadata: Metadata = { title: "Users" };

export default async function UsersPage() {
  const actor = await getActor();
  if (actor?.role !== "admin") notFound();
  const ctx = await pageContext(actor);
  const [tiers, { matrix }] = await Promise.all([findTierNames(), getPermissions(ctx)]);
  return <UsersPanel ownId={actor.id} tiers={tiers} matrix={matrix} />;
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PermissionsPanel } from "@/components/admin/permissions/permissions-panel";
import { getActor } from "@/lib/auth/actor";
import { pageContext } from "@/lib/auth/page-context";
import { findTiers } from "@/lib/services/admin-tiers/find-tiers";
import { getPermissions } from "@/lib/services/permissions/get-permissions";

export const metadata: Metadata = { title: "Permissions" };

export default async function PermissionsPage() {
  const actor = await getActor();
  if (actor?.role !== "admin") notFound();
  const ctx = await pageContext(actor);
  const [permissions, { items }] = await Promise.all([getPermissions(ctx), findTiers(ctx)]);
  return <PermissionsPanel permissions={permissions} tiers={items} />;
}

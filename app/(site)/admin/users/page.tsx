import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { UsersPanel } from "@/components/admin/users-panel";
import { findTierNames } from "@/lib/services/tiers/find-tier-names";
import { getActor } from "@/lib/auth/actor";

export const metadata: Metadata = { title: "Users" };

export default async function UsersPage() {
  const actor = await getActor();
  if (actor?.role !== "admin") notFound();
  return <UsersPanel ownId={actor.id} tiers={await findTierNames()} />;
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { FlagPanel } from "@/components/admin/flags/flag-panel";
import { getActor } from "@/lib/auth/actor";
import { pageContext } from "@/lib/auth/page-context";
import { getFlag } from "@/lib/services/flags/get-flag";
import { findTierNames } from "@/lib/services/tiers/find-tier-names";
import { getUser } from "@/lib/services/users/get-user";

export const metadata: Metadata = { title: "Tier selector" };

export default async function FlagsPage() {
  const actor = await getActor();
  if (actor?.role !== "admin") notFound();
  const ctx = await pageContext(actor);
  const [flag, tiers] = await Promise.all([getFlag(ctx, "tier-selector"), findTierNames()]);
  const found = await Promise.allSettled(flag.userIds.map((id) => getUser(ctx, id)));
  // An account may be gone while its id still stands in the list.
  const people = found.flatMap((result) =>
    result.status === "fulfilled"
      ? [{ id: result.value.id, name: result.value.name, email: result.value.email }]
      : [],
  );
  return <FlagPanel flag={flag} tiers={tiers} people={people} />;
}

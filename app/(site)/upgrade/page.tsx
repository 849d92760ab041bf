import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { AppShell } from "@/components/layout/app-shell";
import { Page } from "@/components/layout/page";
import { SettingsNav } from "@/components/settings/settings-nav";
import { UpgradeRequestForm } from "@/components/upgrade/upgrade-request-form";
import { getActor } from "@/lib/auth/actor";
import { pageContext } from "@/lib/auth/page-context";
import { SessionUser } from "@/lib/contract/account";
import { findTierNames } from "@/lib/services/tiers/find-tier-names";
import { findOwnUpgrades } from "@/lib/services/upgrades/find-own-upgrades";

export const metadata: Metadata = { title: "Ask for a tier" };

/** Where a locked tier's `upgradeUrl` leads. */
export default async function UpgradePage({ searchParams }: { searchParams: Promise<{ tier?: string }> }) {
  const [actor, { tier: wanted = "" }] = await Promise.all([getActor(), searchParams]);
  if (!actor) redirect(`/sign-in?next=${encodeURIComponent(`/upgrade?tier=${wanted}`)}`);
  const ctx = await pageContext(actor);
  const [tiers, asked] = await Promise.all([findTierNames(), findOwnUpgrades(ctx, {})]);
  const tier = tiers.find(({ id }) => id === wanted);
  const current = tiers.find(({ id }) => id === actor.accountTier)?.displayName ?? actor.accountTier;
  return (
    <AppShell
      user={SessionUser.parse(actor)}
      phoneHeader={<span className="truncate font-semibold">Ask for a tier</span>}
      sidebar={{ label: "Settings", content: <SettingsNav /> }}
    >
      <Page
        width="reading"
        title={tier ? `Ask for ${tier.displayName}` : "There is no such tier"}
        lead={
          tier
            ? `Your account has ${current}. An admin of this site decides who may use ${tier.displayName}; you will hear of it here.`
            : "The link is wrong, or the tier was removed. Nothing was changed."
        }
      >
        {tier && tier.id !== actor.accountTier ? (
          <UpgradeRequestForm
            tier={tier}
            asked={asked.items.find((request) => request.tier === tier.id) ?? null}
          />
        ) : (
          <p>
            <Link className="text-accent underline underline-offset-2" href="/">
              Back to the chat
            </Link>
          </p>
        )}
      </Page>
    </AppShell>
  );
}

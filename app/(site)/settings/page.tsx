import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AppShell } from "@/components/layout/app-shell";
import { Page } from "@/components/layout/page";
import { AccountSection } from "@/components/settings/account-section";
import { PasswordSection } from "@/components/settings/password-section";
import { PreferencesSection } from "@/components/settings/preferences-section";
import { RefreshOnSwitch } from "@/components/settings/refresh-on-switch";
import { SessionsSection } from "@/components/settings/sessions-section";
import { SettingsNav } from "@/components/settings/settings-nav";
import { getActor } from "@/lib/auth/actor";
import { SessionUser } from "@/lib/contract/account";
import { pageContext } from "@/lib/auth/page-context";
import { findTierNames } from "@/lib/services/tiers/find-tier-names";
import { getUserSettings } from "@/lib/services/user-settings/get-user-settings";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const actor = await getActor();
  if (!actor) redirect("/sign-in?next=/settings");
  // Without the session id: what a client component gets stands in the page.
  const user = SessionUser.parse(actor);
  const ctx = await pageContext(actor);
  const [settings, tiers] = await Promise.all([getUserSettings(ctx), findTierNames()]);
  const nameOf = (id: string) => tiers.find((tier) => tier.id === id)?.displayName ?? id;
  return (
    <AppShell
      user={user}
      phoneHeader={<span className="truncate font-semibold">Settings</span>}
      sidebar={{ label: "Settings", content: <SettingsNav /> }}
    >
      <Page width="reading" title="Settings" lead="For you alone; they follow you to every browser.">
        <PreferencesSection settings={settings} />
        <AccountSection
          user={user}
          accountTier={nameOf(user.accountTier)}
          activeTier={settings.activeTier === null ? null : nameOf(settings.activeTier)}
        />
        <PasswordSection />
        <SessionsSection />
        <RefreshOnSwitch />
      </Page>
    </AppShell>
  );
}

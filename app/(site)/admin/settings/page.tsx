import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RegistrationSection } from "@/components/admin/registration-section";
import { Page } from "@/components/layout/page";
import { getActor } from "@/lib/auth/actor";
import { pageContext } from "@/lib/auth/page-context";
import { getSiteSettings } from "@/lib/services/site-settings/get-site-settings";

export const metadata: Metadata = { title: "Settings" };

export default async function AdminSettingsPage() {
  const actor = await getActor();
  if (actor?.role !== "admin") notFound();
  const { registration } = await getSiteSettings(await pageContext(actor));
  return (
    <Page
      width="reading"
      title="Settings"
      lead="What holds for the whole site. Every change is written to the audit trail."
    >
      <RegistrationSection registration={registration} />
    </Page>
  );
}

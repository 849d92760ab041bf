import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import type { ReactNode } from "react";
import { AdminNav, adminTitles } from "@/components/admin/admin-nav";
import { PendingUpgradesProvider } from "@/components/admin/upgrades/pending-upgrades";
import { AppShell } from "@/components/layout/app-shell";
import { PhoneTitle } from "@/components/layout/phone-title";
import { Badge } from "@/components/ui/badge";
import { getActor } from "@/lib/auth/actor";
import { SessionUser } from "@/lib/contract/account";

export const metadata: Metadata = {
  title: { template: "%s · Switchyard admin", default: "Switchyard admin" },
};

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const actor = await getActor();
  if (!actor) redirect("/sign-in?next=/admin/users");
  // Not yours and not there are one answer.
  if (actor.role !== "admin") notFound();
  // Without the session id: what a client component gets stands in the page.
  const user = SessionUser.parse(actor);
  return (
    <PendingUpgradesProvider>
      <AppShell
        user={user}
        phoneHeader={<PhoneTitle titles={adminTitles} />}
        sidebar={{
          label: "Admin pages",
          content: <AdminNav />,
          badge: <Badge className="md:max-lg:hidden">Admin</Badge>,
        }}
      >
        {children}
      </AppShell>
    </PendingUpgradesProvider>
  );
}

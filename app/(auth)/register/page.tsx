import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { Door } from "@/components/auth/door";
import { NewAccountForm } from "@/components/auth/new-account-form";
import { ButtonLink } from "@/components/ui/button";
import { getActor } from "@/lib/auth/actor";
import { readSiteSettings } from "@/lib/services/site-settings/site-settings";

export const metadata: Metadata = { title: "Create an account" };

export default async function RegisterPage({
  searchParams,
}: {
  searchParams: Promise<{ invite?: string | string[] }>;
}) {
  if (await getActor()) redirect("/");
  const { invite: asked } = await searchParams;
  const invite = typeof asked === "string" && asked !== "" ? asked : undefined;
  const { registration } = await readSiteSettings();
  // An invitation opens its one account whatever the setting says.
  if (registration !== "open" && !invite)
    return (
      <Door title={registration === "closed" ? "No new accounts" : "By invitation"}>
        <p className="text-text-2">
          {registration === "closed"
            ? "This site takes no new accounts at the moment. An admin can open it again."
            : "New accounts need an invitation. Ask an admin for a link, then open it here."}
        </p>
        <ButtonLink href="/sign-in" size="lg">
          Go to sign-in
        </ButtonLink>
      </Door>
    );
  return (
    <Door
      title="Create an account"
      lead={invite ? "You were invited to this site. The link works once." : undefined}
    >
      <NewAccountForm kind="register" invite={invite} />
      <p className="text-sm text-text-3">
        You have an account? <Link href="/sign-in">Sign in</Link>.
      </p>
    </Door>
  );
}

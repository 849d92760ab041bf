import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { Door } from "@/components/auth/door";
import { ProviderButtons } from "@/components/auth/provider-buttons";
import { SignInForm } from "@/components/auth/sign-in-form";
import { getActor } from "@/lib/auth/actor";
import { readSiteSettings } from "@/lib/services/site-settings/site-settings";
import { safeNext } from "@/lib/shared/safe-next";

export const metadata: Metadata = { title: "Sign in" };

type Search = { next?: string | string[]; error?: string | string[] };

/** What next-auth reports in `?error=` when a provider's sign-in ends here. */
function providerFailure(error: string | string[] | undefined): string | undefined {
  if (error === undefined) return undefined;
  if (error === "AccessDenied")
    return "That account is not known here, and this site takes no new accounts without an invitation. Nothing was changed; ask an admin for a link.";
  if (error === "OAuthAccountNotLinked")
    return "There is an account with this email that signs in another way. Nothing was changed; use the way you used before.";
  return "The sign-in through the other service did not finish. Nothing was changed; try again, or use your password.";
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { next: asked, error } = await searchParams;
  const next = safeNext(asked);
  if (await getActor()) redirect(next);
  const { registration } = await readSiteSettings();
  return (
    <Door title="Sign in">
      <SignInForm next={next} notice={providerFailure(error)} />
      <ProviderButtons next={next} />
      <p className="text-sm text-text-3">
        {registration === "open" ? (
          <>
            New here? <Link href="/register">Create an account</Link>.{" "}
          </>
        ) : registration === "invite" ? (
          "This site is invite only. An admin can send you a link. "
        ) : (
          "This site takes no new accounts. "
        )}
        A forgotten password is reset by an admin.
      </p>
    </Door>
  );
}

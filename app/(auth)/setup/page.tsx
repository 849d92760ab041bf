import type { Metadata } from "next";
import { Door } from "@/components/auth/door";
import { NewAccountForm } from "@/components/auth/new-account-form";
import { ButtonLink } from "@/components/ui/button";

export const metadata: Metadata = { title: "Set up this site" };

export default async function SetupPage({
  searchParams,
}: {
  searchParams: Promise<{ token?: string | string[] }>;
}) {
  const { token } = await searchParams;
  if (typeof token !== "string" || token === "")
    return (
      <Door title="Set up this site">
        <p className="text-text-2">
          The first admin is made with a link that works once. The site prints it where it was started, in a
          line that contains{" "}
          <code className="rounded-sm bg-sunken px-1 font-mono text-sm">/setup?token=</code>. Open that link.
        </p>
        <ButtonLink href="/sign-in" size="lg">
          Go to sign-in
        </ButtonLink>
      </Door>
    );
  return (
    <Door
      title="Set up this site"
      lead="You will be its first admin. The link works once; everything else can be changed later under Admin."
    >
      <NewAccountForm kind="setup" token={token} />
    </Door>
  );
}

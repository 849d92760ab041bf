"use client";

import { useState, type ReactNode } from "react";
import { signOut } from "@/components/auth/sign-out";
import { Card, CardRow, Section } from "@/components/layout/page";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import type { SessionUser } from "@/lib/contract/account";

export type AccountSectionProps = {
  user: SessionUser;
  /** Display name of the account's tier. */
  accountTier: string;
  /** Display name of the tier that answers now; null while the site has no model. */
  activeTier: string | null;
};

/** Who the person is here and which tier is active. */
export function AccountSection({ user, accountTier, activeTier }: AccountSectionProps) {
  const toast = useToast();
  const [leaving, setLeaving] = useState(false);
  const leave = () => {
    setLeaving(true);
    signOut().catch(() => {
      setLeaving(false);
      toast({
        kind: "fail",
        title: "You are still signed in.",
        text: "The server did not answer. Nothing was changed; try again in a moment.",
      });
    });
  };
  return (
    <Section id="account" title="Account" lead="An admin sets the account tier.">
      <Card>
        <Fact name="Name">{user.name}</Fact>
        <Fact name="Email">{user.email}</Fact>
        <Fact name="Account tier">{accountTier}</Fact>
        <Fact name="Active tier">
          {activeTier === null ? "None yet: no model is available." : `Currently using: ${activeTier}`}
        </Fact>
        {user.role === "admin" ? <Fact name="Role">Admin</Fact> : null}
        <CardRow>
          <p className="min-w-0 flex-[1_1_240px] text-sm text-text-3">
            Signs out this browser. An answer that is being written goes on and is saved.
          </p>
          <Button busy={leaving} onClick={leave}>
            {leaving ? "Signing out" : "Sign out"}
          </Button>
        </CardRow>
      </Card>
    </Section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <CardRow>
      <p className="text-text-3">{name}</p>
      <p className="min-w-0 wrap-anywhere">{children}</p>
    </CardRow>
  );
}

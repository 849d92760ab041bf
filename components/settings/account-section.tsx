"use client";

import { useState, type ReactNode } from "react";
import { signOut } from "@/components/auth/sign-out";
import { Card, CardRow, Section } from "@/components/layout/page";
import { tierLabel } from "@/components/layout/tier-label";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { useTiers, type TiersState } from "@/lib/client/use-tiers";
import type { SessionUser } from "@/lib/contract/account";

/** Who the person is here and which tier is active. */
export function AccountSection({ user }: { user: SessionUser }) {
  const tiers = useTiers();
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
    <Section id="account" title="Account" lead="Name, email and account tier are changed by an admin.">
      <Card>
        <Fact name="Name">{user.name}</Fact>
        <Fact name="Email">{user.email}</Fact>
        <Fact name="Account tier">{nameOf(tiers, user.accountTier)}</Fact>
        <Fact name="Active tier">
          <output>{activeTier(tiers)}</output>
        </Fact>
        {user.role === "admin" ? <Fact name="Role">Admin</Fact> : null}
        <CardRow>
          <p className="text-sm text-text-3">
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

function nameOf(tiers: TiersState, id: string): string {
  const known = tiers.state === "known" ? tiers.tiers.find((tier) => tier.id === id) : undefined;
  return known?.displayName ?? tierLabel(id);
}

function activeTier(tiers: TiersState): string {
  switch (tiers.state) {
    case "loading":
      return "Asking";
    case "failed":
      return "The server did not say. Your choice is saved; open this page again.";
    case "known":
      return tiers.currentTier === null
        ? "None yet: no model is available."
        : `Currently using: ${nameOf(tiers, tiers.currentTier)}`;
    default:
      return tiers satisfies never;
  }
}

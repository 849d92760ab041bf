"use client";

import { useState } from "react";
import { ChangeUserDialog, type ChangeAsked } from "@/components/admin/change-user-dialog";
import { NewLinkButton } from "@/components/admin/new-link-button";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { dayWords } from "@/components/ui/moment-words";
import { Select } from "@/components/ui/select";
import { State } from "@/components/ui/state";
import { Cell, Row, RowHead } from "@/components/ui/table";
import type { RequestResult } from "@/lib/client/request-json";
import type { PatchUserInput, Role, User } from "@/lib/contract/account";
import type { Matrix } from "@/lib/contract/entitlements";
import { tierWord } from "@/lib/shared/tier-word";

const roles: { value: Role; label: string }[] = [
  { value: "user", label: "User" },
  { value: "admin", label: "Admin" },
];

export type UserRowProps = {
  user: User;
  /** The admin who looks at the page: may not lock themselves out. */
  own: boolean;
  tiers: { id: string; displayName: string }[];
  matrix: Matrix;
  onChange: (id: string, patch: PatchUserInput) => Promise<RequestResult<{ user: User }>>;
};

export function UserRow({ user, own, tiers, matrix, onChange }: UserRowProps) {
  const [asked, setAsked] = useState<ChangeAsked | null>(null);
  const known = tiers.some((tier) => tier.id === user.accountTier);
  const options = tiers.map((tier) => ({ value: tier.id, label: tier.displayName }));
  if (!known) options.unshift({ value: user.accountTier, label: tierWord(user.accountTier) });

  return (
    <Row>
      <RowHead className="md:min-w-48">
        <span className="flex flex-wrap items-center gap-2">
          <span className="font-medium wrap-anywhere">{user.name}</span>
          {own ? <Badge>you</Badge> : null}
        </span>
        <span className="block text-xs wrap-anywhere text-text-3">{user.email}</span>
      </RowHead>
      <Cell label="Account tier">
        <Select
          label={`Account tier of ${user.name}`}
          size="sm"
          value={user.accountTier}
          options={options}
          onChoose={(tier) => {
            if (tier !== user.accountTier) setAsked({ kind: "tier", accountTier: tier });
          }}
        />
      </Cell>
      <Cell label="Role">
        <Select
          label={`Role of ${user.name}`}
          size="sm"
          value={user.role}
          options={roles}
          onChoose={(role) => {
            if (role !== user.role) setAsked({ kind: "role", role });
          }}
        />
      </Cell>
      <Cell label="State">
        <State kind={user.disabled ? "off" : "ready"}>{user.disabled ? "disabled" : "active"}</State>
      </Cell>
      <Cell label="Since" className="md:whitespace-nowrap md:max-lg:hidden">
        <time dateTime={user.createdAt}>{dayWords(user.createdAt)}</time>
      </Cell>
      <Cell className="text-right max-md:justify-end!">
        {own || user.disabled ? null : <NewLinkButton user={user} />}
        {own ? null : (
          <Button
            variant="quiet"
            size="sm"
            onClick={() => setAsked({ kind: "disabled", disabled: !user.disabled })}
          >
            {user.disabled ? "Enable" : "Disable"}
            <span className="sr-only"> {user.name}</span>
          </Button>
        )}
        <ChangeUserDialog
          user={user}
          own={own}
          tiers={tiers}
          matrix={matrix}
          asked={asked}
          onClose={() => setAsked(null)}
          onChange={onChange}
        />
      </Cell>
    </Row>
  );
}

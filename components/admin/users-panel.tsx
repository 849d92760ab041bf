"use client";

import { Plus, Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { CreateUserDialog } from "@/components/admin/create-user-dialog";
import { FilterSelect } from "@/components/admin/filter-select";
import { UserRow } from "@/components/admin/user-row";
import { allUsers, useUsers, type UserFilters } from "@/components/admin/use-users";
import { Page } from "@/components/layout/page";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { LoadingCard } from "@/components/ui/loading-card";
import { MoreButton } from "@/components/ui/more-button";
import { RetryBanner } from "@/components/ui/retry-banner";
import type { Matrix } from "@/lib/contract/entitlements";
import { Table } from "@/components/ui/table";

const typingPauseMs = 250;

export type UsersPanelProps = {
  ownId: string;
  tiers: { id: string; displayName: string }[];
  /** What each account tier may use: says what a change of tier does. */
  matrix: Matrix;
};

/** Everybody with an account: search, add, change tier and role, disable. */
export function UsersPanel({ ownId, tiers, matrix }: UsersPanelProps) {
  const { items, nextCursor, status, load, change, add } = useUsers();
  const [filters, setFilters] = useState(allUsers);
  const [adding, setAdding] = useState(false);
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(typing.current), []);

  const asked = { ...filters, query: filters.query.trim() };
  const filtered = Object.values(asked).some(Boolean);
  const searchFor = (query: string) => {
    setFilters({ ...filters, query });
    clearTimeout(typing.current);
    typing.current = setTimeout(() => void load({ ...filters, query: query.trim() }), typingPauseMs);
  };
  const filter = (patch: Partial<UserFilters>) => {
    clearTimeout(typing.current);
    setFilters({ ...filters, ...patch });
    void load({ ...asked, ...patch });
  };

  return (
    <Page
      title="Users"
      lead="Who has an account, which tier it has, and who may change this site."
      actions={
        <Button variant="primary" onClick={() => setAdding(true)}>
          <Plus aria-hidden />
          Add a user
        </Button>
      }
    >
      <div className="grid gap-3" aria-busy={status === "loading"}>
        <search className="flex flex-wrap items-center gap-2">
          <div className="relative w-72 max-md:w-full">
            <Search
              aria-hidden
              className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-text-3"
            />
            <Input
              type="search"
              value={filters.query}
              maxLength={200}
              onChange={(event) => searchFor(event.target.value)}
              placeholder="Search name or email"
              aria-label="Search users by name or email"
              className="pl-8!"
            />
          </div>
          <FilterSelect
            label="Account tier"
            anything="All account tiers"
            value={filters.accountTier}
            options={tiers.map(({ id, displayName }) => ({ value: id, label: displayName }))}
            onChoose={(accountTier) => filter({ accountTier })}
            className="min-h-9! max-md:min-h-control! max-md:flex-1"
          />
          <FilterSelect
            label="Role"
            anything="All roles"
            value={filters.role}
            options={[
              { value: "user", label: "Users" },
              { value: "admin", label: "Admins" },
            ]}
            onChoose={(role) => filter({ role })}
            className="min-h-9! max-md:min-h-control! max-md:flex-1"
          />
        </search>
        {status === "failed" ? (
          <RetryBanner
            title="The list could not be loaded."
            retry="Load it again"
            onRetry={() => void load(asked)}
          >
            Nothing was changed. What is shown below may be out of date.
          </RetryBanner>
        ) : null}
        {items.length > 0 ? (
          <Table
            label="Users"
            columns={[
              "Person",
              "Account tier",
              "Role",
              "State",
              { name: "Since", className: "md:max-lg:hidden" },
              { name: "Actions", spoken: true },
            ]}
          >
            {items.map((user) => (
              <UserRow
                key={user.id}
                user={user}
                own={user.id === ownId}
                tiers={tiers}
                matrix={matrix}
                onChange={change}
              />
            ))}
          </Table>
        ) : status === "ready" ? (
          <EmptyState
            title={
              asked.query
                ? `Nobody matches “${asked.query}”`
                : filtered
                  ? "Nobody fits these filters"
                  : "No users"
            }
            action={
              filtered ? (
                <Button size="sm" onClick={() => filter(allUsers)}>
                  Show everybody
                </Button>
              ) : undefined
            }
          >
            Search looks at names and email addresses.
          </EmptyState>
        ) : status === "loading" ? (
          <LoadingCard label="Loading users" />
        ) : null}
        {nextCursor ? (
          <MoreButton
            label="Show more users"
            busy={status === "loading"}
            onMore={() => void load(asked, nextCursor)}
          />
        ) : null}
      </div>
      <CreateUserDialog open={adding} tiers={tiers} onClose={() => setAdding(false)} onCreated={add} />
    </Page>
  );
}

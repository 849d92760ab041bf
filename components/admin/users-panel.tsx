"use client";

import { Plus, Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { CreateUserDialog } from "@/components/admin/create-user-dialog";
import { UserRow } from "@/components/admin/user-row";
import { useUsers } from "@/components/admin/use-users";
import { Page } from "@/components/layout/page";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { HeadCell, Table, TableBody, TableHead } from "@/components/ui/table";

const typingPauseMs = 250;

export type UsersPanelProps = { ownId: string; tiers: { id: string; displayName: string }[] };

/** Everybody with an account: search, add, change tier and role, disable. */
export function UsersPanel({ ownId, tiers }: UsersPanelProps) {
  const { items, nextCursor, status, load, change, add } = useUsers();
  const [query, setQuery] = useState("");
  const [adding, setAdding] = useState(false);
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(typing.current), []);

  const searchFor = (text: string) => {
    setQuery(text);
    clearTimeout(typing.current);
    typing.current = setTimeout(() => void load(text.trim()), typingPauseMs);
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
        <div className="relative max-w-72 max-md:max-w-none">
          <Search
            aria-hidden
            className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-text-3"
          />
          <Input
            type="search"
            value={query}
            maxLength={200}
            onChange={(event) => searchFor(event.target.value)}
            placeholder="Search name or email"
            aria-label="Search users by name or email"
            className="pl-8!"
          />
        </div>
        {status === "failed" ? (
          <Banner
            kind="fail"
            role="alert"
            title="The list could not be loaded."
            action={
              <Button size="sm" onClick={() => void load(query.trim())}>
                Load it again
              </Button>
            }
          >
            Nothing was changed. What is shown below may be out of date.
          </Banner>
        ) : null}
        {items.length > 0 ? (
          <Table label="Users">
            <TableHead>
              <tr>
                <HeadCell>Person</HeadCell>
                <HeadCell>Account tier</HeadCell>
                <HeadCell>Role</HeadCell>
                <HeadCell>State</HeadCell>
                <HeadCell className="md:max-lg:hidden">Since</HeadCell>
                <HeadCell>
                  <span className="sr-only">Actions</span>
                </HeadCell>
              </tr>
            </TableHead>
            <TableBody>
              {items.map((user) => (
                <UserRow key={user.id} user={user} own={user.id === ownId} tiers={tiers} onChange={change} />
              ))}
            </TableBody>
          </Table>
        ) : status === "ready" ? (
          <EmptyState title={query ? `Nobody matches “${query.trim()}”` : "No users"}>
            Search looks at names and email addresses.
          </EmptyState>
        ) : status === "loading" ? (
          <div className="grid gap-4 rounded-lg border border-line bg-surface p-5">
            <span className="sr-only">Loading users</span>
            <Skeleton className="w-2/3" />
            <Skeleton className="w-1/2" />
            <Skeleton className="w-3/5" />
          </div>
        ) : null}
        {nextCursor ? (
          <Button
            size="sm"
            variant="quiet"
            className="justify-self-center"
            busy={status === "loading"}
            onClick={() => void load(query.trim(), nextCursor)}
          >
            {status === "loading" ? "Loading" : "Show more users"}
          </Button>
        ) : null}
      </div>
      <CreateUserDialog open={adding} tiers={tiers} onClose={() => setAdding(false)} onCreated={add} />
    </Page>
  );
}

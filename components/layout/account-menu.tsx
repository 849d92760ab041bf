"use client";

import { ChevronsUpDown, Keyboard, LogOut, MessageSquare, Settings, Users } from "lucide-react";
import { signOut } from "@/components/auth/sign-out";
import { Menu, MenuItem, MenuLink, MenuSeparator } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import { useAccountTier } from "@/lib/client/use-account-tier";
import type { SessionUser } from "@/lib/contract/account";
import { tierWord } from "@/lib/shared/tier-word";

export type AccountMenuProps = { user: SessionUser; onShowKeys: () => void };

/** Who is signed in and with which tier; opens upwards from the foot of the sidebar. */
export function AccountMenu({ user, onShowKeys }: AccountMenuProps) {
  const toast = useToast();
  const tier = tierWord(useAccountTier(user.accountTier));
  const leave = () =>
    signOut().catch(() =>
      toast({
        kind: "fail",
        title: "You are still signed in.",
        text: "The server did not answer. Nothing was changed; try again in a moment.",
      }),
    );

  const trigger = (
    <button
      type="button"
      className="flex min-h-control w-full items-center gap-2.5 rounded-md px-2 py-1.5 text-left hover:bg-hover aria-expanded:bg-hover"
    >
      <span
        aria-hidden
        className="grid size-7 flex-none place-items-center rounded-md border border-line bg-surface text-xs font-semibold text-text-2"
      >
        {Array.from(user.name.trim())[0]?.toUpperCase() ?? "?"}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{user.name}</span>
        <span className="block truncate text-xs text-text-3">
          {user.role === "admin" ? `${tier} · Admin` : tier}
        </span>
      </span>
      <span className="sr-only">, account menu</span>
      <ChevronsUpDown aria-hidden className="text-text-3" />
    </button>
  );

  return (
    <Menu trigger={trigger} side="top" align="start" className="w-60">
      <p className="truncate px-2.5 py-1.5 text-xs text-text-3">{user.email}</p>
      <MenuLink href="/" icon={<MessageSquare aria-hidden />}>
        Chats
      </MenuLink>
      <MenuLink href="/settings" icon={<Settings aria-hidden />}>
        Settings
      </MenuLink>
      {user.role === "admin" ? (
        <MenuLink href="/admin/users" icon={<Users aria-hidden />}>
          Admin
        </MenuLink>
      ) : null}
      <MenuItem icon={<Keyboard aria-hidden />} onSelect={onShowKeys}>
        Keyboard shortcuts
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<LogOut aria-hidden />} onSelect={leave}>
        Sign out
      </MenuItem>
    </Menu>
  );
}

import { Flag, Grid3x3, Inbox, Layers, List, MessageSquare, SlidersHorizontal, Users } from "lucide-react";
import { PendingCount } from "@/components/admin/upgrades/pending-count";
import { NavList, type NavGroup } from "@/components/layout/nav-list";

const groups: NavGroup[] = [
  {
    entries: [
      { href: "/admin/models", label: "Models", icon: <Layers aria-hidden /> },
      { href: "/admin/permissions", label: "Permissions", icon: <Grid3x3 aria-hidden /> },
    ],
  },
  {
    heading: "People",
    entries: [
      { href: "/admin/users", label: "Users", icon: <Users aria-hidden /> },
      {
        href: "/admin/upgrade-requests",
        label: "Upgrade requests",
        icon: <Inbox aria-hidden />,
        count: <PendingCount />,
      },
    ],
  },
  {
    heading: "Operation",
    entries: [
      { href: "/admin/flags", label: "Tier selector", icon: <Flag aria-hidden /> },
      { href: "/admin/audit", label: "Audit", icon: <List aria-hidden /> },
      { href: "/admin/settings", label: "Settings", icon: <SlidersHorizontal aria-hidden /> },
      { href: "/", label: "Back to chats", icon: <MessageSquare aria-hidden /> },
    ],
  },
];

export const adminTitles: Record<string, string> = Object.fromEntries(
  groups.flatMap(({ entries }) => entries).map(({ href, label }) => [href, label]),
);

export function AdminNav() {
  return <NavList label="Admin pages" groups={groups} />;
}

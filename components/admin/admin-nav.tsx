import { Layers, MessageSquare, SlidersHorizontal, Users } from "lucide-react";
import { NavList, type NavEntry } from "@/components/layout/nav-list";

const entries: NavEntry[] = [
  { href: "/admin/models", label: "Models", icon: <Layers aria-hidden /> },
  { href: "/admin/users", label: "Users", icon: <Users aria-hidden /> },
  { href: "/admin/settings", label: "Settings", icon: <SlidersHorizontal aria-hidden /> },
  { href: "/", label: "Back to chats", icon: <MessageSquare aria-hidden /> },
];

export const adminTitles: Record<string, string> = {
  "/admin/models": "Models",
  "/admin/users": "Users",
  "/admin/settings": "Settings",
};

export function AdminNav() {
  return <NavList label="Admin pages" entries={entries} />;
}

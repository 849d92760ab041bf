import { MessageSquare, Settings } from "lucide-react";
import { NavList } from "@/components/layout/nav-list";

export function SettingsNav() {
  return (
    <NavList
      label="Settings"
      groups={[
        {
          entries: [
            { href: "/", label: "Back to chats", icon: <MessageSquare aria-hidden /> },
            { href: "/settings", label: "Settings", icon: <Settings aria-hidden /> },
          ],
        },
      ]}
    />
  );
}

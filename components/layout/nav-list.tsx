"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useSidebar } from "@/components/layout/sidebar-context";
import { classNames } from "@/components/ui/class-names";

export type NavEntry = { href: string; label: string; icon: ReactNode };

/** Pages of one area in the sidebar. */
export function NavList({ label, entries }: { label: string; entries: NavEntry[] }) {
  const pathname = usePathname();
  const { close } = useSidebar();
  return (
    <nav aria-label={label} className="min-h-0 flex-1 overflow-y-auto px-2.5 pt-1 pb-4">
      <ul>
        {entries.map(({ href, label: text, icon }) => {
          const current = pathname === href;
          return (
            <li key={href}>
              <Link
                href={href}
                onClick={close}
                aria-current={current ? "page" : undefined}
                className={classNames(
                  "flex min-h-control items-center gap-2 rounded-md px-2 no-underline",
                  current
                    ? "bg-surface font-medium text-text shadow-[inset_0_0_0_1px_var(--line)]"
                    : "text-text-2 hover:bg-hover hover:text-text [&_svg]:text-text-3",
                )}
              >
                {icon}
                <span className="truncate">{text}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useId, type ReactNode } from "react";
import { useSidebar } from "@/components/layout/sidebar-context";
import { classNames } from "@/components/ui/class-names";

/** `count` stands at the right edge: how many things wait there. */
export type NavEntry = { href: string; label: string; icon: ReactNode; count?: ReactNode };
export type NavGroup = { heading?: string; entries: NavEntry[] };

/** Pages of one area in the sidebar. */
export function NavList({ label, groups }: { label: string; groups: NavGroup[] }) {
  return (
    <nav aria-label={label} className="min-h-0 flex-1 overflow-y-auto px-2.5 pt-1 pb-4">
      {groups.map((group) => (
        <NavSection key={group.heading ?? ""} {...group} />
      ))}
    </nav>
  );
}

function NavSection({ heading, entries }: NavGroup) {
  const id = useId();
  const pathname = usePathname();
  const { close } = useSidebar();
  return (
    <>
      {heading ? (
        <h2 id={id} className="px-2 pt-3.5 pb-1 text-xs font-medium text-text-3">
          {heading}
        </h2>
      ) : null}
      <ul aria-labelledby={heading ? id : undefined}>
        {entries.map(({ href, label, icon, count }) => {
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
                <span className="truncate">{label}</span>
                {count}
              </Link>
            </li>
          );
        })}
      </ul>
    </>
  );
}

"use client";

import { usePathname } from "next/navigation";

/** Names the page in the top bar, where its heading may have scrolled away. */
export function PhoneTitle({ titles }: { titles: Record<string, string> }) {
  return <span className="truncate font-semibold">{titles[usePathname()]}</span>;
}

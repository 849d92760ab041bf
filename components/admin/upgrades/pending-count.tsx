"use client";

import { usePendingUpgrades } from "@/components/admin/upgrades/pending-upgrades";

/** How many requests wait; nothing while none does. */
export function PendingCount() {
  const { items, hasMore } = usePendingUpgrades();
  if (!items?.length) return null;
  return (
    <span className="ml-auto text-xs font-normal text-text-3 tabular-nums">
      {items.length}
      {hasMore ? " and more" : ""}
      <span className="sr-only"> waiting</span>
    </span>
  );
}

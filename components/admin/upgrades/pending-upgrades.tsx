"use client";

import { createContext, use, useEffect, useMemo, type ReactNode } from "react";
import { z } from "zod";
import { usePolled } from "@/components/admin/models/use-polled";
import { listenToEvents } from "@/lib/client/events";
import type { Problem } from "@/lib/contract/problem";
import { ListedUpgradeRequest } from "@/lib/contract/upgrade";

export type PendingUpgrades = {
  /** Newest first, at most 200; null before the first answer. */
  items: ListedUpgradeRequest[] | null;
  hasMore: boolean;
  /** Why the last question got no answer. */
  failure: { problem: Problem | null } | null;
  refresh: () => void;
};

const Context = createContext<PendingUpgrades | null>(null);
const Answer = z.object({ items: z.array(ListedUpgradeRequest), nextCursor: z.string().nullable() });
/** A new request comes as a notice at once; that another admin decided one is only found by asking. */
const everyMs = 60_000;
/** The page that notices of new requests lead to. */
export const upgradesHref = "/admin/upgrade-requests";

/** Requests that wait for a decision, for the page and the count beside its name. */
export function PendingUpgradesProvider({ children }: { children: ReactNode }) {
  const { data, failure, refresh } = usePolled(
    "/api/admin/upgrade-requests?state=pending&limit=200",
    Answer,
    everyMs,
  );
  useEffect(
    () =>
      listenToEvents({
        onEvent: (event) => {
          if (event.name === "notice" && event.data.href === upgradesHref) refresh();
        },
        onCatchUp: refresh,
      }),
    [refresh],
  );
  const value = useMemo(
    () => ({
      items: data?.items ?? null,
      hasMore: data !== null && data.nextCursor !== null,
      failure,
      refresh,
    }),
    [data, failure, refresh],
  );
  return <Context value={value}>{children}</Context>;
}

export function usePendingUpgrades(): PendingUpgrades {
  const value = use(Context);
  if (!value) throw new Error("usePendingUpgrades needs a PendingUpgradesProvider around it");
  return value;
}

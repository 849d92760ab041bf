"use client";

import { useEffect, useState } from "react";
import { listenToEvents } from "@/lib/client/events";

/** The account's tier as the page was drawn with it, until an event tells another one. */
export function useAccountTier(drawn: string): string {
  const [told, setTold] = useState<{ drawn: string; tier: string } | null>(null);
  useEffect(
    () =>
      listenToEvents({
        onEvent: (event) => {
          if (event.name === "entitlement.changed") setTold({ drawn, tier: event.data.accountTier });
        },
      }),
    [drawn],
  );
  // A page that was drawn anew knows better than an older event.
  return told?.drawn === drawn ? told.tier : drawn;
}

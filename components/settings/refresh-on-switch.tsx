"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { listenToEvents } from "@/lib/client/events";

/** Draws the page again when a switch in another tab changes what it says. */
export function RefreshOnSwitch() {
  const router = useRouter();
  useEffect(
    () =>
      listenToEvents({
        onEvent: (event) => {
          if (event.name === "selection.changed" || event.name === "entitlement.changed") router.refresh();
        },
        onCatchUp: () => router.refresh(),
      }),
    [router],
  );
  return null;
}

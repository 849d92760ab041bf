"use client";

import { useSyncExternalStore } from "react";

/** Changes when the calendar day changes in the person's time zone, also in a tab that stays open over midnight. */
function subscribe(changed: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const wait = () => {
    const now = new Date();
    const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
    timer = setTimeout(() => {
      changed();
      wait();
    }, midnight.getTime() - now.getTime());
  };
  wait();
  return () => clearTimeout(timer);
}

const day = () => new Date().setHours(0, 0, 0, 0);

/** The start of today, or null on the server, which does not know the person's time zone. */
export function useToday(): Date | null {
  const start = useSyncExternalStore(subscribe, day, () => null);
  return start === null ? null : new Date(start);
}

"use client";

import { useCallback, useSyncExternalStore } from "react";

/** Follows a media query; false on the server, which does not know the screen. */
export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(query).matches,
    () => false,
  );
}

/** Up to 767 px. */
export const phoneQuery = "(max-width: 767px)";
/** From 1200 px. */
export const desktopQuery = "(min-width: 1200px)";

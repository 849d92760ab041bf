"use client";

import { createContext, use } from "react";

export type SidebarControl = {
  /** True inside the drawer of a phone. */
  inDrawer: boolean;
  /** Call after a choice that leads elsewhere, so that the drawer gets out of the way. */
  close: () => void;
};

export const SidebarContext = createContext<SidebarControl>({ inDrawer: false, close: () => {} });

export function useSidebar(): SidebarControl {
  return use(SidebarContext);
}

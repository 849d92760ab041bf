"use client";

import { createContext, use } from "react";
import type { SessionUser } from "@/lib/contract/account";

/** Who is looking at the page. What they may do is decided on the server; this only chooses words and links. */
export const ViewerContext = createContext<SessionUser | null>(null);

export function useViewer(): SessionUser | null {
  return use(ViewerContext);
}

"use client";

import { createContext, use } from "react";

/** What the page does about a tier, wherever the selector stands. */
export interface TierActions {
  /** A tier that can not be chosen: locked, or without a model. */
  onLocked: (tierId: string) => void;
  /** Something was asked for. */
  onAsked: () => void;
}

export const TierActionsContext = createContext<TierActions>({ onLocked: () => {}, onAsked: () => {} });

export function useTierActions(): TierActions {
  return use(TierActionsContext);
}

"use client";

import { useEffect, useState } from "react";
import { requestJson } from "@/lib/client/request-json";
import { TiersAnswer } from "@/lib/contract/models";

export type TiersState =
  | { state: "loading" }
  | { state: "failed" }
  | { state: "known"; tiers: { id: string; displayName: string }[]; currentTier: string | null };

/** The site's tiers in order and the person's active one, from `GET /api/models/tiers`. */
export function useTiers(): TiersState {
  const [state, setState] = useState<TiersState>({ state: "loading" });
  useEffect(() => {
    const abort = new AbortController();
    void requestJson("/api/models/tiers", { schema: TiersAnswer, signal: abort.signal }).then((result) => {
      if (abort.signal.aborted) return;
      setState(
        result.ok
          ? { state: "known", tiers: result.data.tiers, currentTier: result.data.currentTier }
          : { state: "failed" },
      );
    });
    return () => abort.abort();
  }, []);
  return state;
}

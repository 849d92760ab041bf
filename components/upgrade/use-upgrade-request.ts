"use client";

import { useEffect, useRef, useState } from "react";
import { listenToEvents } from "@/lib/client/events";
import { askForTier, findOwnRequest } from "@/lib/client/upgrade-api";
import type { Problem } from "@/lib/contract/problem";
import type { UpgradeRequest } from "@/lib/contract/upgrade";

export interface UpgradeRequestState {
  /** The newest request for the tier; null when there is none, or it is not known yet. */
  request: UpgradeRequest | null;
  /** It is on its way to the server. */
  busy: boolean;
  /** Why the last try to ask failed, as a sentence. */
  failure: string | null;
  /** Asks once, however often it is called meanwhile. */
  ask: (note: string) => void;
}

type Known = { tier: string; request: UpgradeRequest | null; failure: string | null };

/**
 * A person's request for a tier, live: other tabs and the admins' decision are heard through events.
 * @param tier null: nobody looks at it
 * @param drawn what the server drew the page with
 */
export function useUpgradeRequest(tier: string | null, drawn?: UpgradeRequest | null): UpgradeRequestState {
  const [known, setKnown] = useState<Known | null>(
    tier !== null && drawn !== undefined ? { tier, request: drawn, failure: null } : null,
  );
  const [busy, setBusy] = useState(false);
  const asking = useRef(false);

  useEffect(() => {
    if (tier === null) return;
    const abort = new AbortController();
    const read = async () => {
      const result = await findOwnRequest(tier, abort.signal);
      // Unknown is no reason to keep somebody from asking: the server finds the open request by itself.
      if (result.ok && !abort.signal.aborted) setKnown({ tier, request: result.data, failure: null });
    };
    void read();
    const leave = listenToEvents({
      onEvent: (event) => {
        if (event.name === "upgrade.changed" && event.data.tier === tier)
          setKnown({ tier, request: event.data, failure: null });
      },
      onCatchUp: () => void read(),
    });
    return () => {
      abort.abort();
      leave();
    };
  }, [tier]);

  const ask = async (note: string) => {
    if (tier === null || asking.current) return;
    asking.current = true;
    setBusy(true);
    const result = await askForTier({ tier, ...(note.trim() && { note: note.trim() }) });
    asking.current = false;
    setBusy(false);
    if (result.ok) return setKnown({ tier, request: result.data, failure: null });
    // Somebody was faster, in another tab or by deciding: show what stands.
    const standing = result.problem?.status === 409 ? await findOwnRequest(tier) : null;
    if (standing?.ok && standing.data) return setKnown({ tier, request: standing.data, failure: null });
    const failure = refusal(result.problem);
    setKnown((old) => ({ tier, request: old?.tier === tier ? old.request : null, failure }));
  };

  const current = known?.tier === tier ? known : null;
  return {
    request: current?.request ?? null,
    busy,
    failure: current?.failure ?? null,
    ask: (note) => void ask(note),
  };
}

function refusal(problem: Problem | null): string {
  return problem?.detail ?? "The server did not answer, so nothing was asked. Your note is still here.";
}

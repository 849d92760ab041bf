import { sidecarEndpoint } from "@/lib/contract/sidecar-endpoint";
import { env } from "@/lib/env";

/** A restart takes a second or two, on a busy machine ten. */
const longestMs = 20_000;

/**
 * Waits while this site starts its sidecar, the first time or again.
 * @returns whether it can be asked now: false when it did not come in 20 s, is closed, or is the operator's own
 * @throws the signal's reason once it is aborted
 */
export async function sidecarReturns(signal?: AbortSignal | null): Promise<boolean> {
  if (env().SIDECAR_URL) return false;
  const late = AbortSignal.timeout(longestMs);
  const ends = signal ? AbortSignal.any([late, signal]) : late;
  for (;;) {
    signal?.throwIfAborted();
    const { state } = sidecarEndpoint();
    if (state === "up") return true;
    if (state === "closed" || late.aborted) return false;
    await nextChange(ends);
  }
}

function nextChange(ends: AbortSignal): Promise<void> {
  const { listeners } = sidecarEndpoint();
  return new Promise((resolve) => {
    const settle = () => {
      listeners.delete(settle);
      ends.removeEventListener("abort", settle);
      resolve();
    };
    listeners.add(settle);
    ends.addEventListener("abort", settle);
    if (ends.aborted) settle();
  });
}

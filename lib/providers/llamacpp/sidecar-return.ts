import { sidecarEndpoint } from "@/lib/contract/sidecar-endpoint";
import { env } from "@/lib/env";
import { endpointChange } from "@/lib/providers/llamacpp/endpoint-change";

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
    await endpointChange(ends).promise;
  }
}

import { sidecarEndpoint } from "@/lib/contract/sidecar-endpoint";

/** Settles at the next change of the sidecar's endpoint, or once `signal` is aborted. Call `stop` when it is not awaited any more. */
export function endpointChange(signal: AbortSignal): { promise: Promise<void>; stop: () => void } {
  const { listeners } = sidecarEndpoint();
  let settle = () => {};
  const promise = new Promise<void>((resolve) => (settle = resolve));
  const stop = () => {
    listeners.delete(changed);
    signal.removeEventListener("abort", changed);
  };
  const changed = () => {
    stop();
    settle();
  };
  listeners.add(changed);
  signal.addEventListener("abort", changed);
  if (signal.aborted) changed();
  return { promise, stop };
}

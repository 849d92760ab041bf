/**
 * Where the sidecar is right now. The supervisor (in server.ts) writes it, the site's bundles read it: both are one
 * process but not one module graph, so the record hangs on `globalThis`. Address and token change with each restart.
 */

export interface SidecarEndpoint {
  /** `http://127.0.0.1:<port>`; null while there is none. */
  url: string | null;
  token: string | null;
  /** `down`: it ended and will be started again. `closed`: there is none, or none any more. */
  state: "starting" | "up" | "down" | "closed";
  /** Called after each change. */
  listeners: Set<() => void>;
}

const key = Symbol.for("switchyard.sidecar");

/** The one record of this process; made on first use. Read it anew for each call, it changes in place. */
export function sidecarEndpoint(): SidecarEndpoint {
  const shared = globalThis as typeof globalThis & { [key]?: SidecarEndpoint };
  shared[key] ??= { url: null, token: null, state: "closed", listeners: new Set() };
  return shared[key];
}

/** For whoever runs the sidecar (the supervisor, or server.ts with `SIDECAR_URL`): says where it is now. */
export function publishSidecarEndpoint(now: Omit<SidecarEndpoint, "listeners">): void {
  const endpoint = sidecarEndpoint();
  Object.assign(endpoint, now);
  for (const listener of endpoint.listeners) listener();
}

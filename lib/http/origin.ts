import { siteOrigin } from "@/lib/env";
import { problem } from "@/lib/errors";
import { hasSessionCookie } from "@/lib/auth/session-cookie";

/**
 * A state change must come from this site's own pages; a client without a cookie has nothing that could be borrowed.
 * Own is the site's origin, or the host that the request itself was sent to (as server.ts saw it behind a proxy).
 * @throws bad_origin
 */
export function assertSameOrigin(request: Request): void {
  const origin = request.headers.get("origin");
  if (origin !== null) {
    const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
    if (origin === siteOrigin() || (URL.canParse(origin) && new URL(origin).host === host)) return;
    throw problem("bad_origin", "This request comes from a page of another site and was refused.");
  }
  if (!hasSessionCookie(request.headers.get("cookie"))) return;
  if (request.headers.get("sec-fetch-site") === "same-origin") return;
  throw problem("bad_origin", "A change with a session needs an Origin header of this site.");
}

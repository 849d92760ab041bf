import { siteOrigin } from "@/lib/env";
import { problem } from "@/lib/errors";

const sessionCookie = /(?:^|;\s*)(?:__Secure-)?next-auth\.session-token(?:\.\d+)?=/;

/** A state change must come from this site's own pages; a client without a cookie has nothing that could be borrowed. @throws bad_origin */
export function assertSameOrigin(request: Request): void {
  const origin = request.headers.get("origin");
  if (origin !== null) {
    const host = request.headers.get("host");
    let own = origin === siteOrigin();
    if (!own && host) own = URL.canParse(origin) && new URL(origin).host === host;
    if (!own) throw problem("bad_origin", "This request comes from a page of another site and was refused.");
    return;
  }
  if (!sessionCookie.test(request.headers.get("cookie") ?? "")) return;
  if (request.headers.get("sec-fetch-site") === "same-origin") return;
  throw problem("bad_origin", "A change with a session needs an Origin header of this site.");
}

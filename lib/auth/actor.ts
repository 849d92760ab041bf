import { cookies, headers } from "next/headers";
import type { UserActor } from "@/lib/access/actor";
import { isSecure, sessionCookieName } from "@/lib/auth/session-cookie";
import { readSessionId } from "@/lib/auth/session-token";
import { resolveSession } from "@/lib/services/sessions/resolve-session";

/**
 * Who sent this request, for pages, route handlers and server actions. The cookie carries only a session id: role and
 * account tier come from the database each time.
 * @returns null when nobody is signed in, or the session was revoked or has ended, or the user is disabled
 */
export async function getActor(): Promise<UserActor | null> {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const sessionId = await readSessionId(jar.get(sessionCookieName(isSecure(head)))?.value);
  return sessionId ? resolveSession(sessionId) : null;
}

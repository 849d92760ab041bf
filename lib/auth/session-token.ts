import { decode } from "next-auth/jwt";
import { authSecret } from "@/lib/auth/secret";

/** The session id inside a session cookie's value; null for anything that this site did not write. */
export async function readSessionId(token: string | undefined): Promise<string | null> {
  if (!token) return null;
  const payload = await decode({ token, secret: authSecret() }).catch(() => null);
  return typeof payload?.sid === "string" ? payload.sid : null;
}

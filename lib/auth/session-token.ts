import { decode } from "next-auth/jwt";
import { authSecret } from "@/lib/auth/secret";
import { singleton } from "@/lib/shared/singleton";

interface Read {
  sessionId: string;
  expiresMs: number;
}

const mostKept = 1000;
/** Tokens that were decrypted before: that costs more than the session's row, and the same one comes with every request. */
const known = () => singleton("session-tokens", () => new Map<string, Read>());

/** The session id inside a session cookie's value; null for anything that this site did not write. */
export async function readSessionId(token: string | undefined): Promise<string | null> {
  if (!token) return null;
  const read = known().get(token) ?? (await decrypt(token));
  return read && read.expiresMs > Date.now() ? read.sessionId : null;
}

async function decrypt(token: string): Promise<Read | null> {
  const payload = await decode({ token, secret: authSecret() }).catch(() => null);
  if (typeof payload?.sid !== "string") return null;
  const read = { sessionId: payload.sid, expiresMs: Number(payload["exp"] ?? 0) * 1000 };
  const [oldest] = known().keys();
  if (oldest !== undefined && known().size >= mostKept) known().delete(oldest);
  known().set(token, read);
  return read;
}

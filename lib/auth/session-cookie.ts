import { env } from "@/lib/env";

const plainName = "next-auth.session-token";

/** People reach the site over https: NEXTAUTH_URL says so, else the trusted header that server.ts sets. */
export function isSecure(headers: Pick<Headers, "get">): boolean {
  const { NEXTAUTH_URL } = env();
  return NEXTAUTH_URL ? NEXTAUTH_URL.startsWith("https:") : headers.get("x-forwarded-proto") === "https";
}

/** Name of next-auth's session cookie. Only one counts: over https a cookie without the prefix may be planted. */
export function sessionCookieName(secure: boolean): string {
  return secure ? `__Secure-${plainName}` : plainName;
}

/** Does a `Cookie` header bring a session, under either name? */
export function hasSessionCookie(cookieHeader: string | null): boolean {
  return /(?:^|;\s*)(?:__Secure-)?next-auth\.session-token(?:\.\d+)?=/.test(cookieHeader ?? "");
}

import type { Context } from "@/lib/access/actor";
import { authOptions, type AuthAttempt } from "@/lib/auth/auth-options";
import { callNextAuth } from "@/lib/auth/call-next-auth";
import { readCookies } from "@/lib/auth/read-cookies";
import { isSecure, sessionCookieName } from "@/lib/auth/session-cookie";
import { readSessionId } from "@/lib/auth/session-token";
import { siteOrigin } from "@/lib/env";
import { isProblemError, problem } from "@/lib/errors";
import { readForm } from "@/lib/http/body";
import { countFailures } from "@/lib/limits/count-failures";

/** Forms of next-auth are a few hundred bytes. */
const maxFormBytes = 64 * 1024;

/** Everything under /api/auth. Guesses at passwords are limited here, before next-auth looks at them. */
export async function handleAuth(ctx: Context, request: Request, path: string[]): Promise<Response> {
  // next-auth's browser code reports its errors here; nobody else's words go into our log.
  if (path[0] === "_log") return new Response(null, { status: 204 });
  const secure = isSecure(request.headers);
  const body = request.method === "POST" ? await readForm(request, maxFormBytes) : undefined;
  const attempt: AuthAttempt = {
    ctx,
    secure,
    userAgent: request.headers.get("user-agent"),
    currentSessionId: await readSessionId(
      readCookies(request.headers.get("cookie"))[sessionCookieName(secure)],
    ),
  };
  const run = async () => {
    const value = await callNextAuth(request, { path, body, secure }, authOptions(attempt));
    // next-auth turns failures of ours into redirects or into an ended session: a full disk must not look like that.
    if (attempt.error) throw attempt.error;
    return { failed: attempt.denied === true, value };
  };
  const isSignIn = body && path[0] === "callback" && path[1] === "credentials";
  if (!isSignIn) return (await run()).value;

  const account = String(body.email ?? "")
    .trim()
    .toLowerCase()
    .slice(0, 254);
  const limits = [["sign-in.account", account] as const, ["sign-in.ip", ctx.ip] as const];
  try {
    return await countFailures(ctx, limits, run);
  } catch (error) {
    if (!isProblemError(error) || error.code !== "rate_limited") throw error;
    // next-auth's own client reads nothing but `url`.
    const url = new URL("/sign-in?error=RateLimited", siteOrigin()).href;
    throw problem("rate_limited", error.message, { ...error.members, url }, error.headers);
  }
}

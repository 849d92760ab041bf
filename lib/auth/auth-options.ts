import type { AuthOptions } from "next-auth";
import type { Context } from "@/lib/access/actor";
import { oauthProviders, type OauthProfile } from "@/lib/auth/oauth-providers";
import { authSecret } from "@/lib/auth/secret";
import type { SessionUser } from "@/lib/contract/account";
import { authenticate } from "@/lib/services/accounts/authenticate";
import { signInWithOauth } from "@/lib/services/accounts/sign-in-with-oauth";
import { endSession } from "@/lib/services/sessions/end-session";
import { openSession } from "@/lib/services/sessions/open-session";
import { resolveSession } from "@/lib/services/sessions/resolve-session";
import { sessionLifetimeSeconds } from "@/lib/services/sessions/session-lifetime";
import { log } from "@/lib/telemetry/log";

/** One request to next-auth: what its callbacks need, and what they found out. */
export interface AuthAttempt {
  ctx: Context;
  userAgent: string | null;
  secure: boolean;
  /** Session that the browser came with. */
  currentSessionId: string | null;
  /** Whom an outside sign-in turned out to be. */
  userId?: string;
  /** Email and password were looked at and refused. */
  denied?: boolean;
  /** What failed on our side where next-auth would hide it. */
  error?: unknown;
}

/** Callbacks as thin as they get: the rules are in the services. Made anew for each request, which they belong to. */
export function authOptions(attempt: AuthAttempt): AuthOptions {
  const { ctx } = attempt;
  const ours = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      attempt.error = error;
      throw error;
    }
  };
  return {
    secret: authSecret(),
    useSecureCookies: attempt.secure,
    session: { strategy: "jwt", maxAge: sessionLifetimeSeconds },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    logger: quietLogger,
    providers: [
      {
        id: "credentials",
        name: "Email and password",
        type: "credentials",
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: async (given) => {
          const input = { email: String(given?.email ?? ""), password: String(given?.password ?? "") };
          const id = await ours(authenticate(ctx, input));
          attempt.denied = id === null;
          return id === null ? null : { id };
        },
      },
      ...oauthProviders(),
    ],
    callbacks: {
      async signIn({ user, account, profile }) {
        if (!account || account.type === "credentials") return true;
        const outcome = await ours(
          signInWithOauth(ctx, {
            provider: account.provider,
            providerAccountId: account.providerAccountId,
            name: user.name ?? null,
            email: user.email ?? null,
            emailVerified: (profile as OauthProfile | undefined)?.email_verified === true,
          }),
        );
        if ("refused" in outcome) return `/sign-in?error=${outcome.refused}`;
        attempt.userId = outcome.userId;
        return true;
      },
      // The token holds the session's id and nothing else; role and tier are looked up on every request.
      async jwt({ token, user, account }) {
        if (!account) return { sid: token.sid };
        const userId = account.type === "credentials" ? user.id : (attempt.userId ?? "");
        const { userAgent, currentSessionId: replaces } = attempt;
        const method = account.provider;
        return { sid: await ours(openSession(ctx, { userId, method, userAgent, replaces })) };
      },
      async session({ session, token }) {
        const actor = typeof token.sid === "string" ? await ours(resolveSession(token.sid)) : null;
        // next-auth then answers {} and takes the cookie back.
        if (!actor) throw new Error("the session has ended");
        const { id, name, email, role, accountTier } = actor;
        const user: SessionUser = { id, name, email, role, accountTier };
        return { user, expires: session.expires };
      },
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sid === "string") await ours(endSession(ctx, token.sid));
      },
    },
  };
}

/** Codes only: what next-auth hands over may hold profiles and tokens. An ended session is no error. */
const quietLogger: AuthOptions["logger"] = {
  error(code, metadata) {
    if (code === "JWT_SESSION_ERROR") return;
    const error = metadata instanceof Error ? metadata : metadata.error;
    log().warn({ code, reason: error instanceof Error ? error.message : undefined }, "next-auth failed");
  },
  warn: (code) => log().debug({ code }, "next-auth warns"),
  debug: () => {},
};

import GitHub, { type GithubProfile } from "next-auth/providers/github";
import Google from "next-auth/providers/google";
import type { AuthOptions } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";
import { env, type Env } from "@/lib/env";

type Providers = AuthOptions["providers"];
type Provider = Providers[number];

/** What every provider below is brought to. */
export interface OauthProfile {
  email_verified?: boolean;
}

/** The outside services that the operator configured: an id and a secret in the environment switch one on. */
export function oauthProviders(source: Env = env()): Providers {
  const { GITHUB_ID, GITHUB_SECRET, GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET } = source;
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = source;
  const providers: Providers = [];
  if (GITHUB_ID && GITHUB_SECRET) providers.push(gitHub(GITHUB_ID, GITHUB_SECRET));
  if (GOOGLE_CLIENT_ID && GOOGLE_CLIENT_SECRET)
    providers.push(Google({ clientId: GOOGLE_CLIENT_ID, clientSecret: GOOGLE_CLIENT_SECRET }));
  if (OIDC_ISSUER && OIDC_CLIENT_ID && OIDC_CLIENT_SECRET)
    providers.push(oidc(OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, source.OIDC_NAME));
  return providers;
}

const GitHubEmails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

/** GitHub's profile does not say whether the address is verified; its list of addresses does. */
function gitHub(clientId: string, clientSecret: string): Provider {
  return GitHub({
    clientId,
    clientSecret,
    userinfo: {
      url: "https://api.github.com/user",
      async request({ client, tokens }) {
        const token = tokens.access_token ?? "";
        const profile = await client.userinfo<GithubProfile & OauthProfile>(token);
        const answer = await fetch("https://api.github.com/user/emails", {
          headers: { authorization: `Bearer ${token}` },
          signal: AbortSignal.timeout(10_000),
        });
        const emails = answer.ok ? GitHubEmails.parse(await answer.json()) : [];
        const primary = emails.find((candidate) => candidate.primary);
        return {
          ...profile,
          email: primary?.email ?? profile.email,
          email_verified: primary?.verified ?? false,
        };
      },
    },
  });
}

interface OidcClaims {
  sub: string;
  name?: string;
  preferred_username?: string;
  email?: string;
}

function oidc(issuer: string, clientId: string, clientSecret: string, name?: string): Provider {
  const config: OAuthConfig<OidcClaims> = {
    id: "oidc",
    name: name ?? "single sign-on",
    type: "oauth",
    wellKnown: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    clientId,
    clientSecret,
    profile: (claims) => ({
      id: claims.sub,
      name: claims.name ?? claims.preferred_username ?? null,
      email: claims.email ?? null,
    }),
  };
  return config;
}

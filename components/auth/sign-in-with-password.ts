import { readProblem } from "@/lib/client/request-json";

export type SignInOutcome =
  | { kind: "signed-in" }
  /** `triesLeft` where the server says how many the limit still allows. */
  | { kind: "refused"; triesLeft: number | null }
  | { kind: "limited"; retryAfterMs: number | undefined }
  | { kind: "no-answer" };

/** next-auth's own endpoints (`/api/auth/csrf`, `…/callback/credentials`); never throws. */
export async function signInWithPassword(email: string, password: string): Promise<SignInOutcome> {
  try {
    const csrf: { csrfToken: string } = await (await fetch("/api/auth/csrf")).json();
    const answer = await fetch("/api/auth/callback/credentials", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        csrfToken: csrf.csrfToken,
        email,
        password,
        callbackUrl: "/",
        json: "true",
      }),
    });
    if (answer.status === 429) {
      const problem = await readProblem(answer);
      return { kind: "limited", retryAfterMs: problem?.retryAfterMs };
    }
    if (answer.status === 401) return { kind: "refused", triesLeft: triesLeft(answer.headers) };
    if (!answer.ok) return { kind: "no-answer" };
    const { url }: { url: string } = await answer.json();
    if (new URL(url, window.location.origin).searchParams.has("error"))
      return { kind: "refused", triesLeft: triesLeft(answer.headers) };
    return { kind: "signed-in" };
  } catch {
    return { kind: "no-answer" };
  }
}

/** `RateLimit: "sign-in";r=4;t=840` */
function triesLeft(headers: Headers): number | null {
  const remaining = /;\s*r=(\d+)/.exec(headers.get("ratelimit") ?? "")?.[1];
  return remaining === undefined ? null : Number(remaining);
}

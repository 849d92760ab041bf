import { z } from "zod";
import { env } from "@/lib/env";
import { problem } from "@/lib/errors";
import { log } from "@/lib/telemetry/log";

const timeoutMs = 10_000;

/**
 * One call of Stripe's API. Forms in, JSON out.
 * @param idempotencyKey the same key twice is one deed at Stripe
 * @throws provider_failed, provider_timeout
 */
export async function callStripe<S extends z.ZodType>(
  path: string,
  answer: S,
  post?: { form: Record<string, string>; idempotencyKey: string },
): Promise<z.output<S>> {
  const { STRIPE_SECRET_KEY, STRIPE_API_URL } = env();
  if (!STRIPE_SECRET_KEY) throw problem("feature_off", "Nothing is sold on this site.");
  let response: Response;
  try {
    response = await fetch(new URL(path, STRIPE_API_URL), {
      method: post ? "POST" : "GET",
      headers: {
        authorization: `Bearer ${STRIPE_SECRET_KEY}`,
        ...(post && { "idempotency-key": post.idempotencyKey }),
      },
      ...(post && { body: new URLSearchParams(post.form) }),
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (error) {
    log().warn({ err: error, path }, "Stripe could not be reached");
    const isTimeout = error instanceof Error && error.name === "TimeoutError";
    throw problem(isTimeout ? "provider_timeout" : "provider_failed", unavailable, { provider: "stripe" });
  }
  const parsed = answer.safeParse(await response.json().catch(() => null));
  if (response.ok && parsed.success) return parsed.data;
  // Stripe's answer may repeat what was sent: the status is enough.
  log().warn({ status: response.status, path }, "Stripe refused a call");
  throw problem("provider_failed", unavailable, { provider: "stripe" });
}

const unavailable =
  "The payment service did not answer as it should. Nothing was charged; try again, or ask an admin for the tier.";

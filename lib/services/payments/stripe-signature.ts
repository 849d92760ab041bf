import { createHmac, timingSafeEqual } from "node:crypto";

/** Stripe's own: an older signature is a replay. */
const toleranceSeconds = 300;

/**
 * Is this body signed by who knows the webhook's secret, and just now? Header: `t=<unix seconds>,v1=<hex>[,v1=…]`; while a
 * secret is being rolled Stripe sends one signature for each.
 */
export function isSignedByStripe(
  body: Uint8Array,
  header: string | null,
  secret: string,
  nowMs = Date.now(),
): boolean {
  const parts = (header ?? "").split(",").map((part) => part.trim().split("=", 2));
  const time = parts.find(([name]) => name === "t")?.[1] ?? "";
  if (!/^\d{1,12}$/.test(time)) return false;
  if (Math.abs(nowMs / 1000 - Number(time)) > toleranceSeconds) return false;
  const expected = createHmac("sha256", secret).update(`${time}.`).update(body).digest();
  return parts.some(([name, value = ""]) => {
    if (name !== "v1" || !/^[0-9a-f]{64}$/i.test(value)) return false;
    return timingSafeEqual(Buffer.from(value, "hex"), expected);
  });
}

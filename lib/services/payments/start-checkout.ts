import { z } from "zod";
import type { UserContext } from "@/lib/access/actor";
import { appendAudit } from "@/lib/audit/append";
import { db, transaction } from "@/lib/db/client";
import { env, siteOrigin, stripePrice } from "@/lib/env";
import { problem } from "@/lib/errors";
import { enforce } from "@/lib/limits/take";
import { callStripe } from "@/lib/services/payments/stripe-api";

const Price = z.object({ id: z.string(), type: z.enum(["recurring", "one_time"]) });
const Session = z.object({ id: z.string(), url: z.url({ protocol: /^https?$/ }) });

/** The tiers that have a price; none where Stripe is not set up. */
export async function findForSale(): Promise<{ tiers: string[] }> {
  if (!env().STRIPE_SECRET_KEY || !env().STRIPE_WEBHOOK_SECRET) return { tiers: [] };
  const tiers = await db().tier.findMany({ orderBy: { position: "asc" }, select: { id: true } });
  return { tiers: tiers.map(({ id }) => id).filter((id) => stripePrice(id)) };
}

/**
 * A page of Stripe's where this user can pay for a tier. What was paid comes back through the webhook, never through the
 * browser.
 * @throws feature_off (not sold here), invalid_request (the account has it), rate_limited, provider_failed, provider_timeout
 */
export async function startCheckout(ctx: UserContext, tier: string): Promise<{ url: string }> {
  await enforce(ctx, "upgrade.user", ctx.actor.id);
  const { tiers } = await findForSale();
  const price = tiers.includes(tier) && stripePrice(tier);
  if (!price) throw problem("feature_off", "This tier is not sold here. Ask an admin for it instead.");
  const { id: userId, email, accountTier } = ctx.actor;
  if (tier === accountTier)
    throw problem("invalid_request", "This tier is part of your account already. Nothing was charged.", {
      issues: [{ path: "tier", message: "is part of your account already" }],
    });
  const { type } = await callStripe(`/v1/prices/${encodeURIComponent(price)}`, Price);
  const page = `${siteOrigin()}/upgrade?tier=${encodeURIComponent(tier)}`;
  const isSubscription = type === "recurring";
  const session = await callStripe("/v1/checkout/sessions", Session, {
    form: {
      mode: isSubscription ? "subscription" : "payment",
      "line_items[0][price]": price,
      "line_items[0][quantity]": "1",
      client_reference_id: userId,
      customer_email: email,
      "metadata[userId]": userId,
      "metadata[tier]": tier,
      ...(isSubscription && {
        "subscription_data[metadata][userId]": userId,
        "subscription_data[metadata][tier]": tier,
      }),
      success_url: `${page}&checkout=done`,
      cancel_url: page,
    },
    idempotencyKey: `checkout-${ctx.requestId}-${userId}`,
  });
  await transaction((tx) =>
    appendAudit(tx, ctx, {
      action: "upgrade.checkout",
      outcome: "ok",
      target: tier,
      details: { checkoutId: session.id },
    }),
  );
  return { url: session.url };
}

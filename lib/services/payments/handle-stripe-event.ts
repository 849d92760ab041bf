import { z } from "zod";
import { systemContext, type Context } from "@/lib/access/actor";
import { appendAudit } from "@/lib/audit/append";
import { transaction, type Transaction } from "@/lib/db/client";
import type { Notice } from "@/lib/db/generated/client";
import { env } from "@/lib/env";
import { problem } from "@/lib/errors";
import { insertNotice, publishNotice } from "@/lib/services/notices/notify";
import { isSignedByStripe } from "@/lib/services/payments/stripe-signature";
import { publishEntitlements } from "@/lib/services/permissions/publish-entitlements";
import { openKey } from "@/lib/services/upgrades/to-upgrade";

const Bought = z.object({
  payment_status: z.string().optional(),
  subscription: z.string().nullish(),
  metadata: z.object({ userId: z.string(), tier: z.string() }),
});
const Ended = z.object({
  id: z.string(),
  metadata: z.object({ userId: z.string(), tier: z.string() }),
});
const Event = z.object({
  id: z.string().min(1).max(200),
  type: z.string().min(1).max(100),
  data: z.object({ object: z.unknown() }),
});
type Event = z.infer<typeof Event>;

interface Change {
  userId: string;
  notice: Notice;
}

/**
 * What Stripe tells. Each event counts once, however often it comes, and in whatever order: a subscription that has ended
 * is not brought back by a late message of its purchase.
 * @throws feature_off, forbidden (signature), invalid_request
 */
export async function handleStripeEvent(
  ctx: Context,
  body: Uint8Array,
  signature: string | null,
): Promise<{ received: true }> {
  const { STRIPE_WEBHOOK_SECRET } = env();
  if (!STRIPE_WEBHOOK_SECRET) throw problem("feature_off", "Nothing is sold on this site.");
  if (!isSignedByStripe(body, signature, STRIPE_WEBHOOK_SECRET))
    throw problem("forbidden", "The signature is wrong or too old.");
  const event = parseEvent(body);
  const change = await transaction(async (tx) => {
    if (await tx.stripeEvent.findUnique({ where: { id: event.id } })) return null;
    await tx.stripeEvent.create({ data: { id: event.id, type: event.type } });
    return apply(tx, { ...systemContext("stripe"), requestId: ctx.requestId }, event);
  });
  if (change) {
    await publishEntitlements({ id: change.userId });
    publishNotice(change.notice);
  }
  return { received: true };
}

function parseEvent(body: Uint8Array): Event {
  try {
    return Event.parse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)));
  } catch {
    throw problem("invalid_request", "This is not an event of Stripe.", {
      issues: [{ path: "", message: "not an event" }],
    });
  }
}

async function apply(tx: Transaction, ctx: Context, event: Event): Promise<Change | null> {
  switch (event.type) {
    case "checkout.session.completed":
    case "checkout.session.async_payment_succeeded":
      return applyPurchase(tx, ctx, event);
    case "customer.subscription.deleted":
      return applyEnd(tx, ctx, event);
    default:
      return null;
  }
}

/** A row for each subscription that has ended, beside those of the events. */
const endOf = (subscription: string) => `ended:${subscription}`;

async function applyPurchase(tx: Transaction, ctx: Context, event: Event): Promise<Change | null> {
  const bought = Bought.safeParse(event.data.object).data;
  // Of another shop on the same Stripe account, or not paid yet: its own event follows.
  if (!bought || bought.payment_status === "unpaid") return null;
  const { subscription, metadata } = bought;
  if (subscription && (await tx.stripeEvent.findUnique({ where: { id: endOf(subscription) } }))) return null;
  const tier = await tx.tier.findUnique({ where: { id: metadata.tier } });
  if (!tier) return null;
  await tx.upgradeRequest.updateMany({
    where: { openFor: openKey(metadata.userId, tier.id) },
    data: { state: "approved", openFor: null, decidedAt: new Date(), reason: "bought" },
  });
  return setAccountTier(tx, ctx, event, metadata.userId, tier.id, `${tier.displayName} is yours now.`);
}

async function applyEnd(tx: Transaction, ctx: Context, event: Event): Promise<Change | null> {
  const ended = Ended.safeParse(event.data.object).data;
  if (!ended) return null;
  const { userId, tier: tierId } = ended.metadata;
  const id = endOf(ended.id);
  await tx.stripeEvent.upsert({ where: { id }, create: { id, type: event.type }, update: {} });
  const user = await tx.user.findUnique({ where: { id: userId } });
  // An admin moved the account on meanwhile: that stands.
  if (user?.accountTier !== tierId) return null;
  const tier = await tx.tier.findUnique({ where: { id: tierId } });
  const text = `Your subscription of ${tier?.displayName ?? tierId} has ended.`;
  return setAccountTier(tx, ctx, event, userId, "standard", text);
}

async function setAccountTier(
  tx: Transaction,
  ctx: Context,
  event: Event,
  userId: string,
  accountTier: string,
  text: string,
): Promise<Change | null> {
  const user = await tx.user.findUnique({ where: { id: userId } });
  if (!user || user.accountTier === accountTier) return null;
  await tx.user.update({ where: { id: userId }, data: { accountTier } });
  await appendAudit(tx, ctx, {
    action: "upgrade.purchase",
    outcome: "ok",
    target: userId,
    from: { accountTier: user.accountTier },
    to: { accountTier },
    details: { eventId: event.id, eventType: event.type },
  });
  return { userId, notice: await insertNotice(tx, { userId, text, href: "/upgrade" }) };
}

import { afterEach, beforeEach, expect, test } from "vitest";
import type { UserActor } from "@/lib/access/actor";
import type { SiteEvent } from "@/lib/contract/events";
import { db } from "@/lib/db/client";
import { events } from "@/lib/events/bus";
import { startStripe, stripeSignature, webhookSecret } from "@/tests/factories/stripe";
import { createUser } from "@/tests/factories/user";
import { auditRows } from "@/tests/setup/audit";
import { TestClient } from "@/tests/setup/client";
import { createTestDatabase } from "@/tests/setup/database";

let stripe: Awaited<ReturnType<typeof startStripe>>;
let user: UserActor;
let client: TestClient;

async function site(environment?: Record<string, string>) {
  await createTestDatabase(environment);
  user = await createUser({ email: "ada@example.org" });
  client = await new TestClient().become(user);
}

beforeEach(async () => {
  stripe = await startStripe();
  await site({
    STRIPE_SECRET_KEY: "sk_test_of_the_test",
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    STRIPE_API_URL: stripe.url,
    STRIPE_PRICE_PRO: "price_pro",
  });
});
afterEach(() => stripe.close());

const checkout = "/api/upgrade/checkout";
const json = async (response: Response) => (await response.json()) as Record<string, unknown>;
const accountTier = async () => (await db().user.findUniqueOrThrow({ where: { id: user.id } })).accountTier;

function tell(event: object, signature?: string) {
  const body = JSON.stringify(event);
  return new TestClient().send("/api/webhooks/stripe", {
    method: "POST",
    body,
    headers: { "stripe-signature": signature ?? stripeSignature(body) },
    origin: null,
  });
}
const bought = (id: string, more: object = {}) => ({
  id,
  type: "checkout.session.completed",
  data: {
    object: {
      payment_status: "paid",
      subscription: "sub_1",
      metadata: { userId: user.id, tier: "pro" },
      ...more,
    },
  },
});
const ended = (id: string) => ({
  id,
  type: "customer.subscription.deleted",
  data: { object: { id: "sub_1", metadata: { userId: user.id, tier: "pro" } } },
});

test("nothing is sold on a site that was not set up for it", async () => {
  await site();
  expect(await json(await client.get(checkout))).toEqual({ tiers: [] });
  expect(await json(await client.post(checkout, { tier: "pro" }))).toMatchObject({
    status: 403,
    code: "feature_off",
  });
  expect(await json(await tell(bought("evt_1")))).toMatchObject({ status: 403, code: "feature_off" });
  expect(await accountTier()).toBe("standard");
});

test("a checkout goes to Stripe with the tier's price and who it is for, and is audited", async () => {
  expect(await json(await client.get(checkout))).toEqual({ tiers: ["pro"] });
  const answer = await client.post(checkout, { tier: "pro" });
  expect(await json(answer)).toEqual({ url: "https://checkout.stripe.example/pay/cs_1" });
  expect(stripe.calls.map(({ path }) => path)).toEqual(["/v1/prices/price_pro", "/v1/checkout/sessions"]);
  expect(stripe.calls[1]).toMatchObject({
    headers: { authorization: "Bearer sk_test_of_the_test", "idempotency-key": expect.any(String) },
    form: {
      mode: "subscription",
      "line_items[0][price]": "price_pro",
      client_reference_id: user.id,
      "metadata[tier]": "pro",
      "subscription_data[metadata][userId]": user.id,
      success_url: "http://localhost:3000/upgrade?tier=pro&checkout=done",
    },
  });
  expect(await auditRows("upgrade.checkout")).toMatchObject([
    { target: "pro", details: { checkoutId: "cs_1" } },
  ]);
  expect(await accountTier()).toBe("standard");
});

test("a tier without a price, one that the account has, and other fields are refused; Stripe is not asked", async () => {
  expect((await client.post(checkout, { tier: "code" })).status).toBe(403);
  expect((await client.post(checkout, { tier: "pro", price: "price_cheap" })).status).toBe(400);
  await db().user.update({ where: { id: user.id }, data: { accountTier: "pro" } });
  expect((await client.post(checkout, { tier: "pro" })).status).toBe(400);
  expect((await new TestClient().post(checkout, { tier: "pro" })).status).toBe(401);
  expect(stripe.calls).toEqual([]);
});

test("when Stripe fails it is said so, without its words", async () => {
  stripe.fail();
  const answer = await json(await client.post(checkout, { tier: "pro" }));
  expect(answer).toMatchObject({ status: 502, code: "provider_failed" });
  expect(JSON.stringify(answer)).not.toContain("secret detail");
});

test("a purchase unlocks the tier in every open tab, closes the request for it, and counts once", async () => {
  await client.post("/api/upgrade-requests", { tier: "pro" });
  const heard: SiteEvent[] = [];
  events().subscribe(user.id, ({ event }) => heard.push(event));
  const answers = await Promise.all([1, 2, 3].map(() => tell(bought("evt_1"))));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await accountTier()).toBe("pro");
  expect(heard).toMatchObject([
    { name: "entitlement.changed", data: { accountTier: "pro" } },
    { name: "notice", data: { text: "Pro is yours now." } },
  ]);
  expect(await db().upgradeRequest.findMany()).toMatchObject([{ state: "approved", openFor: null }]);
  expect(await auditRows("upgrade.purchase")).toMatchObject([
    { actorId: "stripe", target: user.id, from: { accountTier: "standard" }, details: { eventId: "evt_1" } },
  ]);
});

test("an event that was handled is not handled again after the tier was taken back", async () => {
  await tell(bought("evt_1"));
  await db().user.update({ where: { id: user.id }, data: { accountTier: "standard" } });
  expect((await tell(bought("evt_1"))).status).toBe(200);
  expect(await accountTier()).toBe("standard");
});

test("the end of a subscription takes the tier back; a late message of its purchase brings nothing back", async () => {
  await tell(bought("evt_1"));
  await tell(ended("evt_2"));
  expect(await accountTier()).toBe("standard");
  await tell({ ...bought("evt_3"), type: "checkout.session.async_payment_succeeded" });
  expect(await accountTier()).toBe("standard");
});

test("the end of a subscription leaves an account alone that an admin moved on", async () => {
  await tell(bought("evt_1"));
  await db().user.update({ where: { id: user.id }, data: { accountTier: "code" } });
  await tell(ended("evt_2"));
  expect(await accountTier()).toBe("code");
});

test.each([
  ["without a signature", () => ""],
  ["signed with another secret", (body: string) => stripeSignature(body, { secret: "whsec_other" })],
  ["signed six minutes ago", (body: string) => stripeSignature(body, { at: Date.now() - 360_000 })],
  ["signed for another body", () => stripeSignature("{}")],
])("an event %s is refused and changes nothing", async (_how, sign) => {
  const event = bought("evt_1");
  expect((await tell(event, sign(JSON.stringify(event)))).status).toBe(403);
  expect(await accountTier()).toBe("standard");
  expect(await db().stripeEvent.count()).toBe(0);
  expect(await db().auditEvent.count()).toBe(0);
});

test("what is not paid, of another shop, of a stranger or of a tier that is gone opens nothing, and is received", async () => {
  for (const [index, more] of [
    { payment_status: "unpaid" },
    { metadata: { order: "7" } },
    { metadata: { userId: "nobody", tier: "pro" } },
    { metadata: { userId: user.id, tier: "gold" } },
  ].entries())
    expect((await tell(bought(`evt_${index}`, more))).status).toBe(200);
  expect((await tell({ id: "evt_x", type: "invoice.paid", data: { object: {} } })).status).toBe(200);
  expect(await accountTier()).toBe("standard");
});

test("signed rubbish is an invalid request, and a body without an end is too large", async () => {
  expect((await tell({ type: "nothing" })).status).toBe(400);
  expect((await tell({ ...bought("evt_1"), filler: "x".repeat(300 * 1024) })).status).toBe(413);
});

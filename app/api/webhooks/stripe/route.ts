import { readBytes } from "@/lib/http/body";
import { methods, route } from "@/lib/http/route";
import { handleStripeEvent } from "@/lib/services/payments/handle-stripe-event";

/** Events of Stripe are a few KiB. */
const maxBytes = 256 * 1024;

/** The signature is over the bytes as they came. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    auth: "none",
    run: async ({ ctx, request }) =>
      handleStripeEvent(ctx, await readBytes(request, maxBytes), request.headers.get("stripe-signature")),
  }),
});

import { CheckoutInput } from "@/lib/contract/upgrade";
import { methods, route } from "@/lib/http/route";
import { findForSale, startCheckout } from "@/lib/services/payments/start-checkout";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({ auth: "user", run: () => findForSale() }),
  POST: route({ auth: "user", body: CheckoutInput, run: ({ ctx, body }) => startCheckout(ctx, body.tier) }),
});

import { TierInput } from "@/lib/contract/models";
import { prefersAsync, switchReply } from "@/lib/http/switch-reply";
import { methods, route } from "@/lib/http/route";
import { selectTier } from "@/lib/services/tiers/select-tier";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    auth: "user",
    body: TierInput,
    run: async ({ ctx, body, request }) =>
      switchReply(await selectTier(ctx, body, { respondAsync: prefersAsync(request) })),
  }),
});

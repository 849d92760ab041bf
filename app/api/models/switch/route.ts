import { SwitchInput } from "@/lib/contract/models";
import { methods, route } from "@/lib/http/route";
import { prefersAsync, switchReply } from "@/lib/http/switch-reply";
import { switchModel } from "@/lib/services/switches/switch-model";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    auth: "user",
    body: SwitchInput,
    run: async ({ ctx, body, request }) =>
      switchReply(await switchModel(ctx, body, { respondAsync: prefersAsync(request) })),
  }),
});

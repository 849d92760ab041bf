import type { z } from "zod";
import type { UserContext } from "@/lib/access/actor";
import type { SwitchInput } from "@/lib/contract/models";
import { performSwitch } from "@/lib/services/switches/perform-switch";
import type { Answer } from "@/lib/services/switches/running-switches";

/** Switches this user, or one conversation and this user, to a model. @throws like performSwitch */
export function switchModel(
  ctx: UserContext,
  input: z.infer<typeof SwitchInput>,
  { respondAsync }: { respondAsync: boolean },
): Promise<Answer> {
  const { provider, model, profileId, idempotencyKey, conversationId, ifVersion, onMisfit, ...nothing } =
    input;
  nothing satisfies Record<string, never>;
  return performSwitch(ctx, {
    label: `${provider}/${model}`,
    body: { profileId, conversationId, ifVersion, onMisfit },
    find: async () => ({ provider, model, profileId }),
    conversationId,
    ifVersion,
    idempotencyKey,
    onMisfit,
    respondAsync,
  });
}

import type { z } from "zod";
import type { UserContext } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { problem } from "@/lib/errors";
import {
  auditedWork,
  managedAnswer,
  managedModel,
  type ManagedModel,
  type PinModelInput,
} from "@/lib/services/pool/managed-model";

const answerMs = 10_000;

/** A pinned model is never evicted. @throws forbidden, not_found, the engine's problems */
export async function pinModel(
  ctx: UserContext,
  input: z.output<typeof PinModelInput>,
): Promise<ManagedModel & { pinned: boolean }> {
  assertCan(ctx.actor, "model:manage");
  const { provider, model } = await managedModel(input);
  const { pinned } = input;
  const pin = provider.pin;
  if (!pin)
    throw problem("invalid_request", `${provider.label} can not pin models.`, {
      issues: [{ path: "provider", message: "has no pins" }],
    });
  await auditedWork(ctx, "model.pin", { provider: provider.id, model }, { pinned }, () =>
    pin(model, pinned, AbortSignal.timeout(answerMs)),
  );
  return { ...(await managedAnswer(provider, model)), pinned };
}

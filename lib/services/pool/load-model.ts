import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { UserContext } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import {
  auditedWork,
  managedAnswer,
  managedModel,
  type LoadModelInput,
  type ManagedModel,
} from "@/lib/services/pool/managed-model";

const longestLoadMs = 15 * 60_000;

/** Loads a model, for nobody in particular. Answers when it is ready. @throws forbidden, not_found, the engine's problems */
export async function loadModel(
  ctx: UserContext,
  input: z.output<typeof LoadModelInput>,
): Promise<ManagedModel> {
  assertCan(ctx.actor, "model:manage");
  const { provider, model } = await managedModel(input);
  await auditedWork(ctx, "model.load", { provider: provider.id, model }, {}, () =>
    provider.prepare(model, {
      signal: AbortSignal.timeout(longestLoadMs),
      ticket: `admin-${randomUUID()}`,
      onWait: () => {},
    }),
  );
  return managedAnswer(provider, model);
}

import type { z } from "zod";
import type { UserContext } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { problem } from "@/lib/errors";
import {
  auditedWork,
  managedAnswer,
  managedModel,
  type ManagedModel,
  type UnloadModelInput,
} from "@/lib/services/pool/managed-model";

/** Beyond the drain itself. */
const graceMs = 60_000;

/** Gives a model's memory back: answers that run may finish within `drainMs`, or are cut where `force` says so. @throws forbidden, not_found, the engine's problems */
export async function unloadModel(
  ctx: UserContext,
  input: z.output<typeof UnloadModelInput>,
): Promise<ManagedModel> {
  assertCan(ctx.actor, "model:manage");
  const { provider, model } = await managedModel(input);
  const { drainMs, force } = input;
  const unload = provider.unload;
  if (!unload)
    throw problem(
      "invalid_request",
      `${provider.label} keeps its own memory; nothing can be unloaded there.`,
      {
        issues: [{ path: "provider", message: "has no models to unload" }],
      },
    );
  const options = { ...(drainMs !== undefined && { drainMs }), ...(force !== undefined && { force }) };
  await auditedWork(ctx, "model.unload", { provider: provider.id, model }, options, () =>
    unload(model, { ...options, signal: AbortSignal.timeout((drainMs ?? 600_000) + graceMs) }),
  );
  return managedAnswer(provider, model);
}

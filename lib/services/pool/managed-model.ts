import { z } from "zod";
import type { UserContext } from "@/lib/access/actor";
import type { AuditDetails } from "@/lib/audit/actions";
import { appendAudit, type AuditEntry } from "@/lib/audit/append";
import { ModelName, ProviderId } from "@/lib/contract/selection";
import { transaction } from "@/lib/db/client";
import { isProblemError, problem } from "@/lib/errors";
import { catalogue } from "@/lib/providers/catalogue";
import { isAbort } from "@/lib/providers/engine-problem";
import type { Provider } from "@/lib/providers/provider";
import { getProvider } from "@/lib/providers/registry";

export const LoadModelInput = z.strictObject({ provider: ProviderId.default("llamacpp"), model: ModelName });
export const UnloadModelInput = z.strictObject({
  provider: ProviderId.default("llamacpp"),
  model: ModelName,
  drainMs: z.number().int().min(0).max(600_000).optional(),
  force: z.boolean().optional(),
});
export const PinModelInput = z.strictObject({
  provider: ProviderId.default("llamacpp"),
  model: ModelName,
  pinned: z.boolean(),
});

export interface ManagedModel {
  provider: string;
  model: string;
  status: string;
}

/** A model that an engine lists now. @throws not_found */
export async function managedModel(asked: {
  provider: string;
  model: string;
}): Promise<{ provider: Provider; model: string }> {
  const provider = getProvider(asked.provider);
  if (!provider) throw problem("not_found", "There is no such provider.");
  const { models, status, error } = await catalogue().refresh(provider.id);
  const model = models.find(({ id }) => id === asked.model || id === `${asked.model}:latest`);
  if (model) return { provider, model: model.id };
  if (status === "down")
    throw problem("model_unavailable", error ?? `${provider.label} is down.`, { provider: provider.id });
  throw problem("not_found", `${provider.label} has no such model.`);
}

/**
 * Work on an engine, with one row in the trail: `ok`, or `failed` with the reason. An engine can not roll back, so the
 * row follows the deed.
 */
export async function auditedWork<A extends "model.load" | "model.unload" | "model.pin">(
  ctx: UserContext,
  action: A,
  asked: { provider: string; model: string },
  details: AuditDetails<A>,
  work: () => Promise<void>,
): Promise<void> {
  const audit = (outcome: string, reason?: string) =>
    transaction((tx) =>
      appendAudit(tx, ctx, {
        action,
        outcome,
        target: `${asked.provider}/${asked.model}`,
        ...(reason && { reason }),
        details,
      } as AuditEntry),
    );
  try {
    await work();
  } catch (error) {
    await audit("failed", isProblemError(error) ? error.code : isAbort(error) ? "cancelled" : "internal");
    throw error;
  }
  await audit("ok");
}

/** What the engine says of the model after the work. */
export async function managedAnswer(provider: Provider, model: string): Promise<ManagedModel> {
  const { models } = await catalogue().refresh(provider.id);
  return { provider: provider.id, model, status: models.find(({ id }) => id === model)?.status ?? "cold" };
}

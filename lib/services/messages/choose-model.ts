import type { UserContext } from "@/lib/access/actor";
import type { Access, ListedModel } from "@/lib/contract/models";
import type { ModelRef } from "@/lib/contract/selection";
import { problem } from "@/lib/errors";
import type { Provider } from "@/lib/providers/provider";
import { fitParameters } from "@/lib/services/messages/fit-parameters";
import type { Target } from "@/lib/services/messages/store-turn";
import { resolveModel } from "@/lib/services/models/resolve-model";
import { getEffectiveSelection } from "@/lib/services/selections/get-effective-selection";

/** There is always one: without it some templates add their own, and small models lose their way. */
export const defaultSystemPrompt = "You are a helpful assistant.";
export const defaultMaxTokens = 1024;
/** What local engines load where nothing else is said. */
const defaultContextLength = 4096;

export interface Choice extends Target {
  provider: Provider;
  temperature?: number;
}

/**
 * Which model answers, fixed here for the whole answer: the one that the request names, else what is active. Waits for
 * no switch under way.
 * @param conversationId undefined for a conversation that does not exist yet
 * @throws model_unavailable, tier_locked and what else resolveModel throws
 */
export async function chooseModel(
  ctx: UserContext,
  { conversationId, model: named }: { conversationId: string | undefined; model: ModelRef | undefined },
): Promise<Choice> {
  const effective = await getEffectiveSelection(ctx, conversationId);
  const asked = named ?? effective;
  if (!asked)
    throw problem("model_unavailable", "There is no model on this site yet. An admin has to add one.");
  const resolved = await resolveModel(ctx, {
    provider: asked.provider,
    model: asked.model,
    profileId: named ? undefined : (effective?.profileId ?? undefined),
  });
  const { provider, profile, listed } = resolved;
  const served = { provider: provider.id, model: resolved.model };
  const contextLength = windowOf(provider, listed);
  const locked = named ? undefined : effective?.fallbackFrom;
  return {
    provider,
    requested: locked ? { provider: locked.provider, model: locked.model } : served,
    served,
    ...(locked && { reason: fallbackReason(locked.reason) }),
    notices: locked ? [`${fallbackSentence(locked)} ${profile.displayName} answers instead.`] : [],
    servedName: profile.displayName,
    servedTier: profile.tierId,
    selection: effective,
    system: profile.systemPrompt?.trim() || defaultSystemPrompt,
    contextLength,
    ...fitParameters(
      { kind: provider.kind, model: resolved.model, contextLength },
      {
        ...(profile.temperature !== null && { temperature: profile.temperature }),
        maxOutputTokens: profile.maxTokens ?? defaultMaxTokens,
      },
    ),
  };
}

/** Tokens that the model reads; null where nobody knows. */
export function windowOf({ kind }: Provider, { contextLength }: ListedModel): number | null {
  return contextLength ?? (kind === "openai" ? null : defaultContextLength);
}

/** Why another model answers than the one that is selected, as messages keep it. */
function fallbackReason(reason: Access["reason"]): string {
  return reason === "maintenance" ? "maintenance" : reason === "admin" ? "switched_off" : "tier_locked";
}

function fallbackSentence({ model, reason }: { model: string; reason?: Access["reason"] }): string {
  if (reason === "maintenance") return `${model} is under maintenance.`;
  if (reason === "admin") return `An admin has switched ${model} off.`;
  return `${model} is no longer part of your account.`;
}

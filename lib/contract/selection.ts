import { z } from "zod";

/** `llamacpp`, `ollama`, `openai`, or the slug of a further OpenAI-compatible endpoint. */
export const ProviderId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "a provider is a short slug such as llamacpp");
export const ProviderKind = z.enum(["llamacpp", "ollama", "openai"]);
export type ProviderKind = z.infer<typeof ProviderKind>;

/** What one provider calls one model: a file name, a tag, an id. Never a path. */
export const ModelName = z.string().min(1).max(255);
export const EntityId = z.string().min(1).max(100);
export const ConversationId = z.string().min(1).max(100);
/** ISO 8601, UTC. */
export const Time = z.iso.datetime();

export const ModelRef = z.object({ provider: ProviderId, model: ModelName });
export type ModelRef = z.infer<typeof ModelRef>;

/** What a user has active. `version` counts per scope; `ifVersion` in requests is compared with it. */
export const Selection = z.object({
  provider: z.string(),
  model: z.string(),
  profileId: z.string().nullable(),
  tier: z.string(),
  version: z.number().int(),
  source: z.enum(["conversation", "user", "site"]),
});
export type Selection = z.infer<typeof Selection>;

import { z } from "zod";
import { ConversationId, EntityId, ModelName, ProviderId, ProviderKind, Selection, Time } from "./selection";

export const ProviderStatus = z.enum(["up", "degraded", "down", "off"]);
export type ProviderStatus = z.infer<typeof ProviderStatus>;

/** `remote`: always ready as far as this server can tell. */
export const ModelStatus = z.enum(["cold", "loading", "ready", "draining", "failed", "remote"]);
export type ModelStatus = z.infer<typeof ModelStatus>;

export const Access = z.object({
  allowed: z.boolean(),
  reason: z.enum(["tier", "quota", "admin", "maintenance", "gone"]).optional(),
  requiredTier: z.string().optional(),
});
export type Access = z.infer<typeof Access>;

export const Capabilities = z.object({ images: z.boolean(), tools: z.boolean(), embeddings: z.boolean() });
export type Capabilities = z.infer<typeof Capabilities>;

export const ListedModel = z.object({
  id: z.string(),
  profileId: z.string().optional(),
  displayName: z.string(),
  tier: z.string(),
  access: Access,
  status: ModelStatus,
  /** 0…1 while loading. */
  progress: z.number().optional(),
  /** Half of such loads end by then, and nine in ten by `etaP90Ms`. */
  etaMs: z.number().optional(),
  etaP90Ms: z.number().optional(),
  /** Why it failed or can not be used, for a person. */
  reason: z.string().optional(),
  sizeBytes: z.number().optional(),
  parameterCount: z.number().optional(),
  contextLength: z.number().optional(),
  quantization: z.string().optional(),
  demo: z.boolean().optional(),
  isDefault: z.boolean().optional(),
  /** Questions to begin with, of its profile; absent where there are none. */
  starters: z.array(z.string()).optional(),
  capabilities: Capabilities,
});
export type ListedModel = z.infer<typeof ListedModel>;

export const ListedProvider = z.object({
  id: z.string(),
  kind: ProviderKind,
  label: z.string(),
  /** True when messages leave this server. */
  remote: z.boolean(),
  status: ProviderStatus,
  checkedAt: Time,
  error: z.string().optional(),
  models: z.array(ListedModel),
});
export type ListedProvider = z.infer<typeof ListedProvider>;

/** `GET /api/models?conversationId=` */
export const ModelsQuery = z.strictObject({ conversationId: ConversationId.optional() });
/** `opening`: what a person has just opened, so that the local engine can load ahead what they will probably want. */
export const ModelsListQuery = ModelsQuery.extend({ opening: z.enum(["page", "picker"]).optional() });
export const ModelsAnswer = z.object({
  selection: Selection.nullable(),
  providers: z.array(ListedProvider),
  /** Tiers can be chosen: the tier selector's flag is on for this person. Where it is off, the tier API refuses. */
  tierSelector: z.boolean(),
});
export type ModelsAnswer = z.infer<typeof ModelsAnswer>;

export const CapabilitiesAnswer = z.object({
  selection: Selection.nullable(),
  displayName: z.string().nullable(),
  parameterCount: z.number().nullable(),
  contextLength: z.number().nullable(),
  quantization: z.string().nullable(),
  capabilities: Capabilities,
  /** Long-term memory is on by default only for models large enough to use it. */
  memoryDefault: z.boolean(),
});
export type CapabilitiesAnswer = z.infer<typeof CapabilitiesAnswer>;

export const OnMisfit = z.enum(["trim", "summarize", "new_chat", "keep"]);
export const SwitchInput = z.strictObject({
  provider: ProviderId,
  model: ModelName,
  profileId: EntityId.optional(),
  conversationId: ConversationId.optional(),
  ifVersion: z.number().int().min(0).optional(),
  idempotencyKey: z.string().min(1).max(200).optional(),
  onMisfit: OnMisfit.optional(),
});
export type SwitchInput = z.infer<typeof SwitchInput>;

export const SwitchState = z.enum([
  "requested",
  "authorized",
  "warming",
  "active",
  "rolled_back",
  "superseded",
  "cancelled",
  "denied",
]);
export type SwitchState = z.infer<typeof SwitchState>;

export const SwitchTarget = z.object({
  provider: z.string(),
  model: z.string(),
  profileId: z.string().nullable(),
  tier: z.string(),
});
export type SwitchTarget = z.infer<typeof SwitchTarget>;

/**
 * 200: `state` is `active` with `selection`, or `cancelled` when `onMisfit: keep` withdrew it (selection unchanged).
 * 202: `warming` with `etaMs` and `queuePosition`.
 */
export const SwitchAnswer = z.object({
  success: z.literal(true),
  provider: z.string(),
  model: z.string(),
  switchId: z.string(),
  state: z.enum(["active", "warming", "cancelled"]),
  selection: Selection.optional(),
  /** The new conversation of `onMisfit: new_chat`. */
  conversationId: z.string().optional(),
  etaMs: z.number().nullable().optional(),
  etaP90Ms: z.number().nullable().optional(),
  queuePosition: z.number().nullable().optional(),
});
export type SwitchAnswer = z.infer<typeof SwitchAnswer>;

export const SwitchRecord = z.object({
  switchId: z.string(),
  state: SwitchState,
  conversationId: z.string().nullable(),
  from: Selection.nullable(),
  to: SwitchTarget,
  timings: z.object({
    committedMs: z.number().nullable(),
    readyMs: z.number().nullable(),
    firstTokenMs: z.number().nullable(),
  }),
  selection: Selection.nullable(),
  error: z.unknown().optional(),
});
export type SwitchRecord = z.infer<typeof SwitchRecord>;

export const TierInput = z.strictObject({
  tier: EntityId,
  conversationId: ConversationId.optional(),
  ifVersion: z.number().int().min(0).optional(),
});

export const ListedProfile = z.object({
  id: z.string(),
  displayName: z.string(),
  internalName: z.string(),
  description: z.string(),
  provider: z.string(),
  modelId: z.string(),
  tier: z.string(),
  isDefault: z.boolean(),
  access: Access,
  status: ModelStatus,
});
export const ListedTier = z.object({
  id: z.string(),
  displayName: z.string(),
  description: z.string(),
  order: z.number().int(),
  access: Access,
  /** The tier's default profile exists, its provider is up and its model is there. */
  available: z.boolean(),
  profiles: z.array(ListedProfile),
});
export type ListedTier = z.infer<typeof ListedTier>;
export const TiersAnswer = z.object({
  tiers: z.array(ListedTier),
  currentTier: z.string().nullable(),
  accountTier: z.string(),
});
export type TiersAnswer = z.infer<typeof TiersAnswer>;

export const StatusQuery = z.strictObject({
  provider: ProviderId.optional(),
  model: ModelName.optional(),
  tier: EntityId.optional(),
});
export const ModelAvailability = z.object({
  provider: z.string(),
  model: z.string(),
  available: z.boolean(),
  status: ModelStatus,
  progress: z.number().optional(),
  etaMs: z.number().optional(),
  etaP90Ms: z.number().optional(),
  queuePosition: z.number().optional(),
  reason: z.string().optional(),
});
export type ModelAvailability = z.infer<typeof ModelAvailability>;
export const StatusAnswer = z.object({ models: z.array(ModelAvailability) });

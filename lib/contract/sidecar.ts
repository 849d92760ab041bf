/**
 * The language between the site and the sidecar. Both sides import this file and nothing else of each other.
 * Names follow llama.cpp's router where it has them, so that existing tools work.
 */
import { z } from "zod";

/** Where a model is in the pool (design: the pool's state table). */
export const PoolStatus = z.enum(["cold", "loading", "ready", "draining", "unloading", "failed"]);
export type PoolStatus = z.infer<typeof PoolStatus>;

/** `value` is 0…1 over all stages; 1 only when ready. */
export const LoadProgress = z.object({
  stages: z.array(z.string()),
  current: z.string(),
  value: z.number().min(0).max(1),
});
export type LoadProgress = z.infer<typeof LoadProgress>;

/** One file in the models folder as `GET /models` lists it. `id` is the file name. */
export const SidecarModel = z.object({
  id: z.string(),
  status: PoolStatus,
  /** Why the file can not be used, in one sentence; such a model is listed with status `failed`. */
  invalid: z.string().optional(),
  demo: z.boolean(),
  sizeBytes: z.number().int(),
  estimatedBytes: z.number().int(),
  measuredBytes: z.number().int().optional(),
  architecture: z.string().optional(),
  displayName: z.string().optional(),
  quantization: z.string().optional(),
  parameterCount: z.number().optional(),
  /** Tokens that one sequence holds once loaded: min(the file's training context, the configured one). */
  contextLength: z.number().int().optional(),
  trainContextLength: z.number().int().optional(),
  capabilities: z.object({ images: z.boolean(), tools: z.boolean(), embeddings: z.boolean() }),
  leases: z.number().int(),
  pinned: z.boolean(),
  threads: z.number().int().optional(),
  lastUsedAt: z.string().optional(),
  progress: LoadProgress.optional(),
  /** Of a cold model: what a load would take now (P50 of past ones, by whether the file is in the page cache). */
  etaMs: z.number().optional(),
  etaP90Ms: z.number().optional(),
  error: z.string().optional(),
});
export type SidecarModel = z.infer<typeof SidecarModel>;

export const QueueEntry = z.object({
  ticket: z.string(),
  model: z.string(),
  position: z.number().int(),
  etaMs: z.number().nullable(),
  etaP90Ms: z.number().nullable().optional(),
});
export type QueueEntry = z.infer<typeof QueueEntry>;

/** Answer of `GET /models` (and `GET /running`, with only the loaded ones). All sizes in bytes. */
export const SidecarModels = z.object({
  budgetBytes: z.number().int(),
  reservedBytes: z.number().int(),
  measuredBytes: z.number().int(),
  /** A runner without a model is warm: the next load begins at once. */
  spareReady: z.boolean().optional(),
  /** What runners use of the machine, and why: cores that others have used lately. */
  cores: z.object({ all: z.number(), usable: z.number(), others: z.number() }).optional(),
  /** How often models were there before they were needed, since the start. */
  residency: z
    .object({
      /** Tickets of people, and those of them that found their model loaded (share null: no tickets yet). */
      requests: z.number().int(),
      found: z.number().int(),
      hitRate: z.number().nullable(),
      /** Loads begun before anybody asked (warm-ups, preloads), and those that somebody then asked for. */
      foreseen: z.number().int(),
      foreseenUsed: z.number().int(),
      foreseenHitRate: z.number().nullable(),
    })
    .optional(),
  queue: z.array(QueueEntry),
  models: z.array(SidecarModel),
});
export type SidecarModels = z.infer<typeof SidecarModels>;

export const ModelId = z.string().min(1).max(255);
export const LoadInput = z.object({ model: ModelId });
export const WarmInput = z.object({ model: ModelId });
export const UnloadInput = z.object({
  model: ModelId,
  drainMs: z.number().int().min(0).max(600_000).optional(),
  force: z.boolean().optional(),
});
export const PinInput = z.object({ model: ModelId, pinned: z.boolean() });

/** `POST /models/load` answers when the model is ready. */
export const LoadResult = z.object({ model: z.string(), status: PoolStatus, loadMs: z.number() });
export type LoadResult = z.infer<typeof LoadResult>;

/** `POST /models/warm` answers at once; `ticket` is what `POST /models/load/cancel` takes. */
export const WarmResult = z.object({ model: z.string(), status: PoolStatus, ticket: z.string() });
export type WarmResult = z.infer<typeof WarmResult>;

/** Events of `GET /models/sse`; on connect one `snapshot` with the whole pool, then changes. */
export const SidecarEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("snapshot"), pool: SidecarModels }),
  z.object({
    type: z.literal("model_status"),
    model: z.string(),
    status: PoolStatus,
    progress: LoadProgress.optional(),
    etaMs: z.number().optional(),
    etaP90Ms: z.number().optional(),
    error: z.string().optional(),
  }),
  z.object({
    type: z.literal("queue"),
    ticket: z.string(),
    model: z.string(),
    position: z.number().int(),
    etaMs: z.number().nullable(),
    etaP90Ms: z.number().nullable().optional(),
  }),
]);
export type SidecarEvent = z.infer<typeof SidecarEvent>;

/** Body of every non-2xx sidecar answer, in OpenAI's envelope; `code` is the stable part. */
export const SidecarErrorCode = z.enum([
  "invalid_request",
  "unauthorized",
  "not_found",
  "invalid_model_file",
  "does_not_fit",
  "load_failed",
  "queue_full",
  "context_length_exceeded",
  "runner_gone",
  "unload_forced",
  "not_an_embedding_model",
  "not_a_chat_model",
  "cancelled",
  "shutting_down",
  "internal",
]);
export type SidecarErrorCode = z.infer<typeof SidecarErrorCode>;
export const SidecarError = z.object({
  error: z.object({
    message: z.string(),
    type: z.string(),
    code: SidecarErrorCode,
    param: z.string().nullable().optional(),
    neededBytes: z.number().optional(),
    freeBytes: z.number().optional(),
    neededTokens: z.number().optional(),
    availableTokens: z.number().optional(),
    retryAfterMs: z.number().optional(),
  }),
});
export type SidecarError = z.infer<typeof SidecarError>;

/** OpenAI chat messages; text only until a model says it reads images. */
export const SidecarMessage = z.object({
  role: z.enum(["system", "developer", "user", "assistant", "tool"]),
  content: z
    .union([z.string(), z.array(z.object({ type: z.string(), text: z.string().optional() }).loose())])
    .nullable()
    .optional(),
  name: z.string().optional(),
  tool_call_id: z.string().optional(),
  tool_calls: z.array(z.unknown()).optional(),
});

/** Body of `POST /v1/chat/completions`; unknown fields are ignored, as OpenAI's servers do. */
export const ChatCompletionInput = z
  .object({
    model: ModelId,
    messages: z.array(SidecarMessage).min(1),
    stream: z.boolean().optional(),
    stream_options: z.object({ include_usage: z.boolean().optional() }).loose().nullable().optional(),
    max_tokens: z.number().int().positive().nullable().optional(),
    max_completion_tokens: z.number().int().positive().nullable().optional(),
    temperature: z.number().min(0).max(5).nullable().optional(),
    top_p: z.number().min(0).max(1).nullable().optional(),
    top_k: z.number().int().min(0).nullable().optional(),
    min_p: z.number().min(0).max(1).nullable().optional(),
    repeat_penalty: z.number().min(0).max(5).nullable().optional(),
    seed: z.number().int().nullable().optional(),
    stop: z
      .union([z.string(), z.array(z.string()).max(16)])
      .nullable()
      .optional(),
  })
  .loose();
export type ChatCompletionInput = z.infer<typeof ChatCompletionInput>;

/** Body of `POST /tokenize`: the messages of a chat, counted as its prompt. */
export const TokenizeInput = z.object({ model: ModelId, messages: z.array(SidecarMessage).min(1) }).loose();
/** `count` is null where the model is not loaded: nothing is loaded for it. */
export const TokenizeResult = z.object({ count: z.number().int().nullable() });
export type TokenizeResult = z.infer<typeof TokenizeResult>;

/** Body of `POST /v1/embeddings`; unknown fields are ignored. Vectors have length 1. */
export const EmbeddingsInput = z
  .object({
    model: ModelId,
    input: z.union([z.string(), z.array(z.string()).min(1).max(2048)]),
    encoding_format: z.enum(["float", "base64"]).nullable().optional(),
  })
  .loose();
export type EmbeddingsInput = z.infer<typeof EmbeddingsInput>;

/** `POST /models/load/cancel`: gives a waiting ticket up (the one of `x-ticket`), whatever it waits for. */
export const CancelInput = z.object({ ticket: z.string().min(1).max(200) });

/** `timings` of a completion: on its last chunk, or beside `usage` when it was not streamed. */
export const SidecarTimings = z.object({
  queueMs: z.number(),
  loadMs: z.number(),
  promptMs: z.number(),
  /** From the request's arrival to the first piece of text. */
  firstTokenMs: z.number(),
  tokensPerSecond: z.number(),
});
export type SidecarTimings = z.infer<typeof SidecarTimings>;

/** `GET /health`. */
export const SidecarHealth = z.object({
  status: z.enum(["ok", "closing"]),
  pid: z.number(),
  uptimeMs: z.number(),
});

import { z } from "zod";
import { ConversationId, ModelName, ModelRef, ProviderId, Selection, Time } from "./selection";

export const MessageStatus = z.enum(["running", "completed", "stopped", "interrupted", "failed"]);
export type MessageStatus = z.infer<typeof MessageStatus>;

/** Metadata of an answer: what was asked for and what really answered. Stays after a reload. */
export const MessageMetadata = z.object({
  requested: ModelRef.optional(),
  served: ModelRef.optional(),
  /** Name and tier of the profile when it answered. */
  servedName: z.string().optional(),
  servedTier: z.string().optional(),
  reason: z.string().optional(),
  status: MessageStatus.optional(),
  finishReason: z.string().optional(),
  usage: z
    .object({
      inputTokens: z.number().optional(),
      outputTokens: z.number().optional(),
      totalTokens: z.number().optional(),
    })
    .optional(),
  timings: z
    .object({
      queueMs: z.number().optional(),
      loadMs: z.number().optional(),
      firstTokenMs: z.number().optional(),
      tokensPerSecond: z.number().optional(),
    })
    .optional(),
  error: z.unknown().optional(),
  requestId: z.string().optional(),
  createdAt: Time.optional(),
});
export type MessageMetadata = z.infer<typeof MessageMetadata>;

/** Data parts of an answer's stream (`data-…`). */
export type ChatDataParts = {
  switch: { switchId: string; state: string };
  /** `progress` 0…1 while the model loads; position 0 then. */
  queue: { position: number; etaMs: number | null; etaP90Ms?: number | null; progress?: number };
  model: { requested: ModelRef; served: ModelRef; reason?: string };
  notice: { text: string };
  summary: SummaryData;
};

/** Of a message with role `system`: its text stands in for the messages before it, in prompts; nothing is deleted. */
export const SummaryData = z.object({
  /** Id of the last message that it stands in for. */
  through: z.string(),
  /** How many they are. */
  messages: z.number().int(),
  /** The model that wrote it. */
  name: z.string(),
});
export type SummaryData = z.infer<typeof SummaryData>;

const TextPart = z.object({ type: z.literal("text"), text: z.string() }).loose();
/** A user's message as useChat sends it; parts other than text are refused until a model reads them. */
export const UserMessage = z
  .object({
    id: z.string().min(1).max(100),
    role: z.literal("user"),
    parts: z.array(TextPart).min(1).max(50),
  })
  .loose();
export type UserMessage = z.infer<typeof UserMessage>;

export const ChatInput = z.strictObject({
  id: ConversationId,
  message: UserMessage.optional(),
  /** A stock transport sends the whole history: accepted, and only its last user message is read. */
  messages: z.array(z.unknown()).optional(),
  trigger: z.enum(["submit-message", "regenerate-message"]).optional(),
  messageId: z.string().min(1).max(100).optional(),
  model: z.strictObject({ provider: ProviderId, model: ModelName }).optional(),
});
export type ChatInput = z.infer<typeof ChatInput>;

export const ConversationSummary = z.object({
  id: z.string(),
  title: z.string(),
  /** An answer is being written right now. */
  running: z.boolean(),
  createdAt: Time,
  updatedAt: Time,
});
export type ConversationSummary = z.infer<typeof ConversationSummary>;

export const Conversation = z.object({
  id: z.string(),
  title: z.string(),
  selection: Selection.nullable(),
  createdAt: Time,
  updatedAt: Time,
});
export type Conversation = z.infer<typeof Conversation>;

export const StoredMessage = z.object({
  id: z.string(),
  role: z.enum(["user", "assistant", "system"]),
  parts: z.array(z.object({ type: z.string() }).loose()),
  metadata: MessageMetadata.optional(),
});
export type StoredMessage = z.infer<typeof StoredMessage>;

export const ConversationAnswer = z.object({ conversation: Conversation, messages: z.array(StoredMessage) });
export type ConversationAnswer = z.infer<typeof ConversationAnswer>;

export const ListQuery = z.strictObject({
  query: z.string().max(200).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export const ConversationsAnswer = z.object({
  items: z.array(ConversationSummary),
  nextCursor: z.string().nullable(),
});
export type ConversationsAnswer = z.infer<typeof ConversationsAnswer>;
export const ConversationCreate = z.strictObject({
  id: ConversationId.optional(),
  title: z.string().max(200).optional(),
});
export const ConversationPatch = z.strictObject({ title: z.string().trim().min(1).max(200) });
export const ExportQuery = z.strictObject({ format: z.enum(["md", "json"]).default("md") });

import type { MessageMetadata, StoredMessage } from "@/lib/contract/chat";
import type { Prisma } from "@/lib/db/client";

type Row = Prisma.MessageGetPayload<object>;

/** A stored message as clients see it. What an answer was asked for and what really answered stays after a reload. */
export function messageView(row: Row): StoredMessage {
  return {
    id: row.id,
    role: row.role === "user" || row.role === "system" ? row.role : "assistant",
    parts: row.parts as StoredMessage["parts"],
    metadata: row.role === "user" ? { createdAt: row.createdAt.toISOString() } : answerMetadata(row),
  };
}

function answerMetadata(row: Row): MessageMetadata {
  return {
    ...(row.requestedProvider !== null &&
      row.requestedModel !== null && {
        requested: { provider: row.requestedProvider, model: row.requestedModel },
      }),
    ...(row.servedProvider !== null &&
      row.servedModel !== null && { served: { provider: row.servedProvider, model: row.servedModel } }),
    servedName: row.servedName ?? undefined,
    servedTier: row.servedTier ?? undefined,
    reason: row.reason ?? undefined,
    status: row.status as MessageMetadata["status"],
    finishReason: row.finishReason ?? undefined,
    usage: (row.usage as MessageMetadata["usage"] | null) ?? undefined,
    timings: (row.timings as MessageMetadata["timings"] | null) ?? undefined,
    error: row.error ?? undefined,
    requestId: row.requestId ?? undefined,
    createdAt: row.createdAt.toISOString(),
  };
}

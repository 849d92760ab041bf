import { randomUUID } from "node:crypto";
import type { SummaryData } from "@/lib/contract/chat";
import type { Transaction } from "@/lib/db/client";
import type { Summary } from "@/lib/services/summaries/write-summary";

/** Puts a summary into the conversation, where everybody who reads it sees it; nothing that was said is deleted. */
export async function insertSummary(
  tx: Transaction,
  { conversationId, requestId, summary }: { conversationId: string; requestId: string; summary: Summary },
): Promise<void> {
  const { text, through, messages, by } = summary;
  const data: SummaryData = { through, messages, name: by.name };
  const now = new Date();
  await tx.message.create({
    data: {
      id: randomUUID(),
      conversationId,
      role: "system",
      parts: [
        { type: "text", text },
        { type: "data-summary", data },
      ],
      status: "completed",
      servedProvider: by.ref.provider,
      servedModel: by.ref.model,
      servedName: by.name,
      servedTier: by.tier,
      requestId,
      createdAt: now,
      completedAt: now,
    },
  });
}

import type { MessageMetadata, MessageStatus } from "@/lib/contract/chat";
import type { Prisma, Transaction } from "@/lib/db/client";
import { transaction } from "@/lib/db/client";
import { events } from "@/lib/events/bus";

export type EndStatus = Exclude<MessageStatus, "running">;

/** What is saved with the end. Absent members keep what is stored: the reaper knows nothing but the status. */
export interface Ending {
  status: EndStatus;
  parts?: Prisma.InputJsonValue;
  usage?: MessageMetadata["usage"];
  timings?: MessageMetadata["timings"];
  error?: unknown;
  finishReason?: string;
}

const json = (value: unknown) => (value === undefined ? undefined : (value as Prisma.InputJsonValue));

/**
 * Ends a running answer: record and message in one transaction. Only one party may: whoever finds it already ended loses.
 * @returns false when another party was first; nothing was changed then
 */
export async function endGeneration(
  generation: { id: string; conversationId: string; messageId: string; userId: string },
  ending: Ending,
  now = new Date(),
): Promise<boolean> {
  const won = await transaction((tx) => compareAndEnd(tx, generation, ending, now));
  if (won)
    events().publish(generation.userId, {
      name: "conversation.changed",
      data: { id: generation.conversationId, running: false },
    });
  return won;
}

async function compareAndEnd(
  tx: Transaction,
  generation: { id: string; conversationId: string; messageId: string },
  ending: Ending,
  now: Date,
): Promise<boolean> {
  const { count } = await tx.generation.updateMany({
    where: { id: generation.id, state: "running" },
    data: { state: ending.status, runningFor: null, endedAt: now },
  });
  if (count === 0) return false;
  await tx.message.updateMany({
    where: { conversationId: generation.conversationId, id: generation.messageId },
    data: {
      status: ending.status,
      parts: ending.parts,
      usage: json(ending.usage),
      timings: json(ending.timings),
      error: json(ending.error),
      finishReason: ending.finishReason,
      completedAt: now,
    },
  });
  if (ending.status === "failed") await putBackReplaced(tx, generation, now);
  await tx.conversation.update({ where: { id: generation.conversationId }, data: { updatedAt: now } });
  return true;
}

/** Another try that gave nothing must not cost the answer that it was to replace: the old one stands again. */
async function putBackReplaced(
  tx: Transaction,
  { conversationId, messageId }: { conversationId: string; messageId: string },
  now: Date,
): Promise<void> {
  const id = { conversationId_id: { conversationId, id: messageId } };
  const failed = await tx.message.findUniqueOrThrow({ where: id });
  // storeTurn marks the old answer with the new one's time.
  const { count } = await tx.message.updateMany({
    where: { conversationId, role: "assistant", replacedAt: failed.createdAt },
    data: { replacedAt: null },
  });
  if (count) await tx.message.update({ where: id, data: { replacedAt: now } });
}

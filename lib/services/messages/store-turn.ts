import { randomUUID } from "node:crypto";
import type { UserContext } from "@/lib/access/actor";
import type { ModelRef, Selection } from "@/lib/contract/selection";
import type { Prisma, Transaction } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { noSuchConversation } from "@/lib/services/chats/own-conversation";
import { titleFrom } from "@/lib/services/chats/title";
import { isUuid } from "@/lib/services/chats/uuid";
import { processId } from "@/lib/services/generations/process-id";
import { buildPrompt, type Prompt, type Turn } from "@/lib/services/messages/build-prompt";
import { promptTurns, withSummary } from "@/lib/services/messages/prompt-turns";
import type { TurnInput } from "@/lib/services/messages/read-turn";
import { textOf } from "@/lib/services/messages/text-of";
import { conversationColumns } from "@/lib/services/selections/stored-selection";

/** No prompt holds more turns; older ones count as left out. */
const mostTurns = 1000;

/** What the answer is made with, decided before it is stored. */
export interface Target {
  requested: ModelRef;
  served: ModelRef;
  reason?: string;
  servedName: string;
  servedTier: string;
  /** Snapshotted by the conversation's first message. */
  selection: Selection | null;
  system: string;
  contextLength: number | null;
  maxOutputTokens: number;
  /** What the user is told beside the answer. */
  notices: string[];
}

export interface StoredTurn {
  generation: { id: string; conversationId: string; messageId: string; userId: string };
  prompt: Prompt;
  createdAt: Date;
}

/**
 * Refuses what can not be sent to this conversation now.
 * @returns the conversation; null for a fresh id, which the first message creates
 * @throws not_found, duplicate_message, answer_running
 */
export async function assertSendable(
  tx: Transaction,
  ctx: UserContext,
  conversationId: string,
  turn: TurnInput,
) {
  const conversation = await tx.conversation.findUnique({ where: { id: conversationId } });
  if (conversation && conversation.userId !== ctx.actor.id) throw noSuchConversation();
  if (!conversation) {
    if (turn.kind === "regenerate" || !isUuid(conversationId)) throw noSuchConversation();
    return null;
  }
  if (turn.kind === "submit") {
    const where = { conversationId_id: { conversationId, id: turn.id } };
    if (await tx.message.findUnique({ where, select: { rowId: true } }))
      throw problem("duplicate_message", "This message was already sent; it is not sent twice.");
  }
  if (await tx.generation.findUnique({ where: { runningFor: conversationId }, select: { id: true } }))
    throw problem(
      "answer_running",
      "An answer is still being written in this chat. Wait for it, or stop it, then send again.",
    );
  return conversation;
}

/**
 * Message, answer (status running) and its record, in the caller's transaction; the prompt is built from what stands
 * in the database at that moment. The unique index on `runningFor` has the last word on two senders.
 * @throws what assertSendable throws; invalid_request, incompatible_conversation
 */
export async function storeTurn(
  tx: Transaction,
  ctx: UserContext,
  conversationId: string,
  turn: TurnInput,
  target: Target,
): Promise<StoredTurn> {
  const createdAt = new Date();
  const conversation = await assertSendable(tx, ctx, conversationId, turn);
  const history = await tx.message.findMany({
    where: { conversationId, replacedAt: null },
    orderBy: { rowId: "desc" },
    take: mostTurns,
  });
  const replaced =
    turn.kind === "regenerate"
      ? answerToReplace(
          history.filter(({ role }) => role !== "system"),
          turn.messageId,
          await failedTry(tx, conversationId, turn.messageId),
        )
      : undefined;
  const said = promptTurns(history.filter((row) => row !== replaced).reverse());
  const turns: Turn[] = [...said.turns];
  if (turn.kind === "submit") turns.push({ role: "user", text: turn.text });
  // A summary may cover the question that is asked again.
  else if (turns.at(-1)?.role !== "user") turns.push(...lastQuestion(history));
  const prompt = buildPrompt({ ...target, system: withSummary(target.system, said.summary), turns });

  const ids = { id: conversationId, userId: ctx.actor.id };
  const taken = target.selection ? conversationColumns(target.selection) : {};
  const title = titleFrom(turns.at(-1)?.text ?? "");
  if (!conversation)
    await tx.conversation.create({
      data: { ...ids, title, ...taken, createdAt, updatedAt: createdAt },
    });
  else
    await tx.conversation.update({
      where: { id: conversationId },
      data: {
        updatedAt: createdAt,
        ...(conversation.title === "" && { title }),
        ...(conversation.provider === null && taken),
      },
    });
  if (turn.kind === "submit") {
    const parts: Prisma.InputJsonValue = [{ type: "text", text: turn.text }];
    await tx.message.create({
      data: {
        id: turn.id,
        conversationId,
        role: "user",
        parts,
        status: "completed",
        createdAt,
        completedAt: createdAt,
      },
    });
  }
  if (replaced)
    await tx.message.update({ where: { rowId: replaced.rowId }, data: { replacedAt: createdAt } });
  const messageId = randomUUID();
  await tx.message.create({
    data: {
      id: messageId,
      conversationId,
      role: "assistant",
      parts: [],
      status: "running",
      requestedProvider: target.requested.provider,
      requestedModel: target.requested.model,
      servedProvider: target.served.provider,
      servedModel: target.served.model,
      servedName: target.servedName,
      servedTier: target.servedTier,
      reason: target.reason,
      requestId: ctx.requestId,
      createdAt,
    },
  });
  const generation = { id: randomUUID(), conversationId, messageId, userId: ctx.actor.id };
  await tx.generation.create({
    data: { ...generation, runningFor: conversationId, processId: processId(), heartbeatAt: createdAt },
  });
  return { generation, prompt, createdAt };
}

function lastQuestion(newestFirst: MessageRow[]): Turn[] {
  const question = newestFirst.find(({ role }) => role === "user");
  return question ? [{ role: "user", text: textOf(question.parts) }] : [];
}

type MessageRow = Prisma.MessageGetPayload<object>;

/** A page that saw a regeneration fail still shows that try, though the old answer stands again: it names the try. */
async function failedTry(tx: Transaction, conversationId: string, id: string | undefined): Promise<boolean> {
  if (id === undefined) return false;
  const newest = await tx.message.findFirst({ where: { conversationId }, orderBy: { rowId: "desc" } });
  return newest?.id === id && newest.status === "failed";
}

/** Only the last answer: replacing an earlier one would silently drop what was said after it. */
function answerToReplace(
  newestFirst: MessageRow[],
  messageId: string | undefined,
  namesFailedTry: boolean,
): MessageRow {
  const [last, question] = newestFirst;
  // The stock client names the question when it asks for another answer to it.
  const named =
    namesFailedTry || messageId === undefined || messageId === last?.id || messageId === question?.id;
  if (last?.role === "assistant" && named) return last;
  throw problem(
    "invalid_request",
    "Only the last answer of a chat can be written anew. Load the chat again.",
    {
      issues: [{ path: "messageId", message: "not the last answer" }],
    },
  );
}

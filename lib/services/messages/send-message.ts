import type { UserContext } from "@/lib/access/actor";
import type { ChatInput } from "@/lib/contract/chat";
import { db, transaction } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { events } from "@/lib/events/bus";
import { rateLimited, take } from "@/lib/limits/take";
import { LiveAnswer, type AnswerChunk } from "@/lib/services/generations/live-answer";
import { liveAnswers } from "@/lib/services/generations/live-answers";
import { runGeneration } from "@/lib/services/generations/run-generation";
import { chooseModel } from "@/lib/services/messages/choose-model";
import { noteDeniedUse } from "@/lib/services/messages/note-denied-use";
import { readTurn, type TurnInput } from "@/lib/services/messages/read-turn";
import { assertSendable, storeTurn, type Target } from "@/lib/services/messages/store-turn";
import { recordFirstToken } from "@/lib/services/switches/record-first-token";
import { isUniqueViolation } from "@/lib/shared/storage-errors";
import { log } from "@/lib/telemetry/log";

/**
 * Stores a message and starts its answer, or starts another answer in place of the last one. Everything that can be
 * refused is refused before this resolves; the answer then goes on whether or not anybody reads the stream.
 * @returns the answer's chunks from its start
 * @throws shutting_down, invalid_request, rate_limited, not_found, duplicate_message, answer_running, tier_locked,
 *   model_unavailable, incompatible_conversation
 */
export async function sendMessage(ctx: UserContext, input: ChatInput): Promise<ReadableStream<AnswerChunk>> {
  const startedMs = performance.now();
  const leave = liveAnswers().enter();
  try {
    const turn = readTurn(input);
    const limit = await take("chat.user", ctx.actor.id);
    ctx.limits?.push(limit);
    if (!limit.ok) throw rateLimited(limit);
    const conversation = await assertSendable(db(), ctx, input.id, turn);
    const { provider, temperature, ...target } = await chooseModel(ctx, {
      conversationId: conversation?.id,
      model: input.model,
    }).catch(async (error: unknown) => {
      const through = turn.kind === "regenerate" ? "regenerate" : "chat";
      await noteDeniedUse(ctx, error, { through, conversationId: input.id, model: input.model });
      throw error;
    });
    const { generation, prompt, createdAt } = await store(ctx, input.id, turn, target);

    const live = new LiveAnswer(generation);
    liveAnswers().add(live);
    events().publish(ctx.actor.id, { name: "conversation.changed", data: { id: input.id, running: true } });
    void runGeneration({
      ...target,
      live,
      provider,
      temperature,
      system: prompt.system,
      messages: prompt.messages,
      notices: [...target.notices, ...(prompt.dropped > 0 ? [trimNotice(prompt.dropped)] : [])],
      requestId: ctx.requestId,
      createdAt,
      startedMs,
      // An answer from a model named for once says nothing of the switch before it.
      onFirstToken: input.model ? undefined : (firstTokenMs) => countFirstToken(ctx, input.id, firstTokenMs),
    });
    return live.watch();
  } finally {
    leave();
  }
}

/** Closes the third interval of the switch before this answer; the answer neither waits for it nor fails by it. */
function countFirstToken(ctx: UserContext, conversationId: string, ms: number): void {
  recordFirstToken(ctx, { conversationId, firstTokenMs: Math.round(ms) }).catch((error: unknown) =>
    log().warn(
      { err: error, requestId: ctx.requestId },
      "the first token after a switch could not be recorded",
    ),
  );
}

function trimNotice(dropped: number): string {
  const what = dropped === 1 ? "The oldest message" : `The ${dropped} oldest messages`;
  return `${what} of this chat did not fit into the model's window and ${dropped === 1 ? "was" : "were"} left out of the prompt. Nothing was deleted.`;
}

/** A unique index that two processes met at means that the other one was first: say what it found. */
async function store(ctx: UserContext, conversationId: string, turn: TurnInput, target: Target) {
  const run = () => transaction((tx) => storeTurn(tx, ctx, conversationId, turn, target));
  try {
    return await run();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    await assertSendable(db(), ctx, conversationId, turn);
    throw problem(
      "answer_running",
      "An answer is still being written in this chat. Wait for it, then send again.",
    );
  }
}

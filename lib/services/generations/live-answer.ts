import type { UIMessageChunk } from "ai";
import type { ChatDataParts, MessageMetadata } from "@/lib/contract/chat";

/** One chunk of an answer's stream as the AI SDK's clients read it. */
export type AnswerChunk = UIMessageChunk<MessageMetadata, ChatDataParts>;

/** Why an answer is ended from outside; `lost`: another party has already ended its record. */
export type AbortReason = "stopped" | "shutting_down" | "lost";

/**
 * An answer that is being written in this process: everything said so far, and who listens. Listeners come and go
 * without any effect on the answer. Each keeps its place in the log, so that a slow one costs no memory of its own.
 */
export class LiveAnswer {
  /** Of its record; names it in the engine's queue, too. */
  readonly id: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly userId: string;
  readonly #abort = new AbortController();
  readonly #log: AnswerChunk[] = [];
  #closed = false;
  /** Listeners that have read everything and wait for more. */
  readonly #waiting = new Set<() => void>();
  /** Resolves when the answer has ended and is saved. */
  readonly done: Promise<void>;
  #settle = () => {};

  constructor(of: { id: string; conversationId: string; messageId: string; userId: string }) {
    this.done = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.id = of.id;
    this.conversationId = of.conversationId;
    this.messageId = of.messageId;
    this.userId = of.userId;
  }

  /** Aborted by `end`; never by a listener that leaves. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Asks the one who writes the answer to end it; the first reason counts. */
  end(reason: AbortReason): void {
    this.#abort.abort(reason);
  }

  emit(...chunks: AnswerChunk[]): void {
    this.#log.push(...chunks);
    this.#notify();
  }

  close(): void {
    this.#closed = true;
    this.#notify();
    this.#settle();
  }

  /** The answer from its start, then as it goes on. */
  watch(): ReadableStream<AnswerChunk> {
    let next = 0;
    let left = false;
    const pull = async (controller: ReadableStreamDefaultController<AnswerChunk>) => {
      while (next === this.#log.length && !this.#closed && !left)
        await new Promise<void>((resolve) => this.#waiting.add(resolve));
      if (left) return;
      if (next === this.#log.length) return controller.close();
      const fresh = compact(this.#log.slice(next));
      next = this.#log.length;
      for (const chunk of fresh) controller.enqueue(chunk);
    };
    const cancel = () => {
      left = true;
    };
    // Nothing is read ahead: what a listener has not asked for stays in the one log.
    return new ReadableStream({ pull, cancel }, { highWaterMark: 0 });
  }

  #notify(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}

/** Neighbouring deltas become one, and of the places in the queue only the last one counts. */
export function compact(chunks: AnswerChunk[]): AnswerChunk[] {
  const out: AnswerChunk[] = [];
  const lastQueue = chunks.findLast((chunk) => chunk.type === "data-queue");
  for (const chunk of chunks) {
    if (chunk.type === "data-queue" && chunk !== lastQueue) continue;
    const before = out.at(-1);
    if (
      (chunk.type === "text-delta" || chunk.type === "reasoning-delta") &&
      before?.type === chunk.type &&
      before.id === chunk.id
    )
      out[out.length - 1] = { ...before, delta: before.delta + chunk.delta };
    else out.push(chunk);
  }
  return out;
}

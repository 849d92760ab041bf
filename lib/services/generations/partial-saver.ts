import { db, type Prisma } from "@/lib/db/client";
import type { LiveAnswer } from "@/lib/services/generations/live-answer";
import { log } from "@/lib/telemetry/log";

const everyMs = 1000;

/**
 * Saves the text while it comes, so that a killed process loses at most a second of it: the first piece at once, then
 * once a second while there is more. It finds out here when another party has ended the answer.
 */
export class PartialSaver {
  readonly #live: LiveAnswer;
  readonly #parts: () => Prisma.InputJsonValue;
  #timer: NodeJS.Timeout | undefined;
  #changed = false;
  #writing: Promise<void> = Promise.resolve();

  constructor(live: LiveAnswer, parts: () => Prisma.InputJsonValue) {
    this.#live = live;
    this.#parts = parts;
  }

  /** There is more text than a moment ago. */
  touch(): void {
    this.#changed = true;
    if (!this.#timer) this.#save();
  }

  /** No write follows the returned promise. */
  async stop(): Promise<void> {
    this.#changed = false;
    clearTimeout(this.#timer);
    await this.#writing;
    clearTimeout(this.#timer);
  }

  #save(): void {
    this.#changed = false;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#changed) this.#save();
    }, everyMs);
    this.#timer.unref();
    this.#writing = this.#writing.then(() => this.#write());
  }

  async #write(): Promise<void> {
    const { conversationId, messageId: id } = this.#live;
    try {
      // The status in the condition keeps a late write from touching an answer that was ended.
      const { count } = await db().message.updateMany({
        where: { conversationId, id, status: "running" },
        data: { parts: this.#parts() },
      });
      if (count === 0) this.#live.end("lost");
    } catch (error) {
      // The end tries again; until then the watchers still see everything.
      log().warn({ err: error, messageId: id }, "part of an answer could not be saved");
    }
  }
}

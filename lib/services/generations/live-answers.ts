import { problem } from "@/lib/errors";
import type { LiveAnswer } from "@/lib/services/generations/live-answer";
import { singleton } from "@/lib/shared/singleton";

/**
 * The answers that this process is writing, and the door that closes when it has to go. In process: with more than one
 * replica, stop and the reaper work through the database, and only resume needs a watcher on the right process.
 */
class LiveAnswers {
  readonly #byConversation = new Map<string, LiveAnswer>();
  #starting = 0;
  /** open → draining (nothing new) → closing (what runs is cut). */
  #door: "open" | "draining" | "closing" = "open";
  #idle: (() => void)[] = [];

  /** Passes the door; call what it returns when the answer is registered or refused. @throws shutting_down */
  enter(): () => void {
    if (this.#door !== "open")
      throw problem(
        "shutting_down",
        "The site is restarting. Your message was not sent; try again in a few seconds.",
        { retryAfterMs: 5000 },
        { "Retry-After": "5" },
      );
    this.#starting += 1;
    let entered = true;
    return () => {
      if (entered) this.#starting -= 1;
      entered = false;
      this.#checkIdle();
    };
  }

  add(answer: LiveAnswer): void {
    this.#byConversation.set(answer.conversationId, answer);
    if (this.#door === "closing") answer.end("shutting_down");
  }

  remove(answer: LiveAnswer): void {
    if (this.get(answer.conversationId) === answer) this.#byConversation.delete(answer.conversationId);
    this.#checkIdle();
  }

  get(conversationId: string): LiveAnswer | undefined {
    return this.#byConversation.get(conversationId);
  }

  all(): LiveAnswer[] {
    return [...this.#byConversation.values()];
  }

  /** From now on nothing new starts. Resolves when nothing is left. */
  drain(): Promise<void> {
    if (this.#door === "open") this.#door = "draining";
    return new Promise((resolve) => {
      this.#idle.push(resolve);
      this.#checkIdle();
    });
  }

  /** Ends what runs, and what still gets in. */
  cut(): void {
    this.#door = "closing";
    for (const answer of this.all()) answer.end("shutting_down");
  }

  #checkIdle(): void {
    if (this.#starting > 0 || this.#byConversation.size > 0) return;
    for (const resolve of this.#idle) resolve();
    this.#idle = [];
  }
}

export function liveAnswers(): LiveAnswers {
  return singleton("live-answers", () => new LiveAnswers());
}

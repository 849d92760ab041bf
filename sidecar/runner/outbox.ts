import type { FromRunner } from "@/sidecar/runner/protocol";

type Delta = Extract<FromRunner, { type: "delta" }>;

/**
 * As often as a page draws an answer. Each piece wakes every process on its way to the page, and the two cores that
 * compute the next token lose more than what those take: 2 ms a piece, seen at one stream.
 */
const leastMsBetweenTexts = 50;

/**
 * The way to the manager: messages arrive in their order, those that wait together as one. The text of answers goes out
 * when their next step is under way, since nobody computes while it is written to the pipe, and at most 20 times a
 * second; all other messages, and the text before them, go at once.
 */
export class Outbox {
  readonly #send: (messages: FromRunner[]) => void;
  readonly #now: () => number;
  #messages: FromRunner[] = [];
  /** The waiting text of each answer. */
  #texts = new Map<string, Delta>();
  #isPlanned = false;
  #textsSentAtMs = -Infinity;

  constructor(send: (messages: FromRunner[]) => void, now: () => number = () => performance.now()) {
    this.#send = send;
    this.#now = now;
  }

  text(ticket: string, text: string, tokens: number): void {
    const waiting = this.#texts.get(ticket);
    if (waiting) {
      waiting.text += text;
      waiting.tokens += tokens;
    } else {
      const delta: Delta = { type: "delta", ticket, text, tokens };
      this.#texts.set(ticket, delta);
      this.#messages.push(delta);
    }
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    const waitMs = this.#textsSentAtMs + leastMsBetweenTexts - this.#now();
    const flush = (): void => {
      this.#isPlanned = false;
      this.#flush();
    };
    if (waitMs > 0) setTimeout(flush, waitMs);
    else setImmediate(flush);
  }

  now(message: FromRunner): void {
    this.#messages.push(message);
    this.#flush();
  }

  #flush(): void {
    if (this.#messages.length === 0) return;
    const messages = this.#messages;
    this.#messages = [];
    if (this.#texts.size > 0) this.#textsSentAtMs = this.#now();
    this.#texts.clear();
    this.#send(messages);
  }
}

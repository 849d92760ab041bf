import type { FromRunner } from "@/sidecar/runner/protocol";

/**
 * The way to the manager: messages arrive in their order, those of one turn of the event loop together. The text of
 * answers goes out a little later, when their next step is under way: writing to the pipe takes as long as a tenth of a
 * step of a small model, and nobody computes meanwhile.
 */
export class Outbox {
  #messages: FromRunner[] = [];

  /** With the messages of this turn, when it is over. */
  soon(message: FromRunner): void {
    this.#messages.push(message);
    if (this.#messages.length === 1) setImmediate(() => this.#flush());
  }

  now(message: FromRunner): void {
    this.#messages.push(message);
    this.#flush();
  }

  /** Errors of a channel that just closed are no news: `disconnect` ends the process. */
  #flush(): void {
    if (this.#messages.length === 0) return;
    const messages = this.#messages;
    this.#messages = [];
    if (process.connected) process.send?.(messages, undefined, {}, () => {});
  }
}

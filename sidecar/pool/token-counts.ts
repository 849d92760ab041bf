import type { FromRunner, RunnerMessage } from "@/sidecar/runner/protocol";
import type { Resident } from "./residents";

/**
 * Questions to loaded runners how long a prompt would be. They are no tickets: they hold no lease, wait in no line and
 * load nothing.
 */
export class TokenCounts {
  readonly #open = new Map<string, (tokens: number | null) => void>();
  #asked = 0;

  /** @returns null when the runner can not tell, or went away: then the signal ends the waiting */
  ask(resident: Resident, messages: RunnerMessage[], signal: AbortSignal): Promise<number | null> {
    const ticket = `count ${++this.#asked}`;
    return new Promise((resolve) => {
      const end = (tokens: number | null) => {
        this.#open.delete(ticket);
        signal.removeEventListener("abort", giveUp);
        resolve(tokens);
      };
      const giveUp = () => end(null);
      if (signal.aborted) return resolve(null);
      signal.addEventListener("abort", giveUp, { once: true });
      this.#open.set(ticket, end);
      resident.send({ type: "count", ticket, messages });
    });
  }

  /** True when the message was the answer to a question. */
  hear(message: FromRunner): boolean {
    if (message.type !== "counted" && message.type !== "failed") return false;
    const end = this.#open.get(message.ticket);
    end?.(message.type === "counted" ? message.tokens : null);
    return end !== undefined || message.type === "counted";
  }
}

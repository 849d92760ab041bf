import type { WaitState } from "@/lib/providers/provider";

/** Splits the time before the first token into waiting in line and loading. Times in ms of a monotonic clock. */
export class WaitClock {
  #queueMs = 0;
  #loadMs = 0;
  #phase: "queue" | "load" | "none" = "none";
  #since = 0;

  /** The provider tells where the answer is: a place in line, or the model's load. */
  enter(state: WaitState, nowMs: number): void {
    this.#book(nowMs);
    this.#phase = state.position !== undefined && state.position > 0 ? "queue" : "load";
  }

  /** The first token is there. */
  leave(nowMs: number): void {
    this.#book(nowMs);
    this.#phase = "none";
  }

  get queueMs(): number {
    return Math.round(this.#queueMs);
  }

  get loadMs(): number {
    return Math.round(this.#loadMs);
  }

  #book(nowMs: number): void {
    if (this.#phase === "queue") this.#queueMs += nowMs - this.#since;
    if (this.#phase === "load") this.#loadMs += nowMs - this.#since;
    this.#since = nowMs;
  }
}

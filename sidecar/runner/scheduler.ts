import type {
  CustomBatchingPrioritizationStrategy,
  EvaluationPriority,
  LlamaContextSequence,
  SequenceEvaluateOptions,
  Token,
} from "node-llama-cpp";
import { Gate } from "@/sidecar/runner/gate";
import { planBatch, takeAlong } from "@/sidecar/runner/plan-batch";
import { smallestChunk, type StepTimes } from "@/sidecar/runner/step-times";

/** Turns of the library's batch loop (microtasks) that a step waits for streams that have not asked for their next token. */
const mostWaitingTurns = 64;

/**
 * Decides what is computed together. One per context; all its streams must run through `run`.
 * Full batches in order of sequence ids, prompts in chunks of measured size, and a gate for the context lock:
 * README.md beside this file says what each of them buys.
 */
export class Scheduler {
  readonly #times: StepTimes;
  readonly #now: () => number;
  readonly #gate = new Gate(() => this.#forgetStep());
  /** Streams inside `run`; of them reading their prompt; of them waiting at the gate. */
  #running = 0;
  #prompting = 0;
  #parked = 0;
  #waitedTurns = 0;
  #step: { startedAt: number; streams: number; promptTokens: number } | undefined;

  constructor(times: StepTimes, now: () => number = () => performance.now()) {
    this.#times = times;
    this.#now = now;
  }

  /** For `createContext({ batching: { itemPrioritizationStrategy } })`. The library calls it before every step. */
  readonly strategy: CustomBatchingPrioritizationStrategy = ({ items, size }) => {
    this.#endStep();
    const complete = items.length >= this.#running - this.#parked;
    if (!complete && this.#waitedTurns < mostWaitingTurns) {
      this.#waitedTurns++;
      return [];
    }
    this.#waitedTurns = 0;
    const queued = items.map((item) => ({
      item,
      sequenceId: item.evaluationPriority,
      tokens: item.tokens.length,
    }));
    const streams = queued.filter(({ tokens }) => tokens === 1).length;
    const plan = planBatch(queued, size, this.#times.room(streams));
    const planned = plan.reduce((sum, { tokens }) => sum + tokens, 0);
    const promptTokens = planned - plan.filter(({ item }) => item.tokens === 1).length;
    this.#step = { startedAt: this.#now(), streams, promptTokens };
    return plan.map(({ item, tokens }) => ({ item: item.item, processAmount: tokens }));
  };

  /** Work that needs the context lock: changing what a sequence holds. */
  exclusive<T>(work: () => Promise<T>): Promise<T> {
    return this.#gate.exclusive(work);
  }

  /**
   * Reads `tokens` into the sequence and yields what the model answers, end-of-generation tokens included.
   * Ends at the next chunk or token after an abort. The consumer must not wait for I/O between two tokens.
   */
  async *run(
    sequence: LlamaContextSequence,
    sequenceId: number,
    tokens: Token[],
    options: SequenceEvaluateOptions,
    signal: AbortSignal,
  ): AsyncGenerator<Token, void, undefined> {
    // Typed 1–5, but any number reaches the strategy: the only public way to tell it which stream an item belongs to.
    const evaluationPriority = sequenceId as EvaluationPriority;
    let prompting = true;
    this.#running++;
    this.#prompting++;
    try {
      let rest = tokens;
      for (;;) {
        if (signal.aborted) return;
        if (this.#gate.isShut) await this.#park();
        const chunk = this.#chunkSize();
        if (rest.length <= chunk * takeAlong) break;
        await sequence.evaluateWithoutGeneratingNewTokens(rest.slice(0, chunk), { evaluationPriority });
        rest = rest.slice(chunk);
      }
      if (signal.aborted) return;
      for await (const token of sequence.evaluate(rest, {
        ...options,
        evaluationPriority,
        yieldEogToken: true,
      })) {
        if (prompting) {
          prompting = false;
          this.#prompting--;
        }
        if (signal.aborted) return;
        yield token;
        if (this.#gate.isShut) await this.#park();
      }
    } finally {
      this.#running--;
      if (prompting) this.#prompting--;
      if (this.#running === 0) this.#forgetStep();
    }
  }

  /** Prompt tokens to queue at once: this prompt's share of what the next step has room for. */
  #chunkSize(): number {
    const room = this.#times.room(this.#running - this.#prompting);
    return Math.max(smallestChunk, Math.floor(room / this.#prompting));
  }

  async #park(): Promise<void> {
    this.#parked++;
    try {
      await this.#gate.pass();
    } finally {
      this.#parked--;
    }
  }

  #endStep(): void {
    if (this.#step === undefined) return;
    const { startedAt, streams, promptTokens } = this.#step;
    this.#step = undefined;
    this.#times.measured(this.#now() - startedAt, streams, promptTokens);
  }

  /** The time until the next step would contain waiting: it says nothing about steps. */
  #forgetStep(): void {
    this.#step = undefined;
  }
}

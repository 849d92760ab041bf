/** Shortest chunk of a prompt: below it the cost of a step outweighs the gain. */
export const smallestChunk = 24;
/** How much a new measurement moves the figure. */
const promptWeight = 0.3;
const stepWeight = 0.1;
const leastMsPerToken = 0.02;
/** A step that was this many times slower than expected met something else on the machine: it counts only so much. */
const mostSurprise = 3;
/** Assumed cost of one more stream in a step, until it has been measured. */
const assumedMsPerStream = 5;
/** Prompt tokens cost more beside running streams: the batch is split. */
const besideStreams = 1.6;
/** Two cores of a small server; the first chunk corrects it. */
const assumedMsPerMillionParameters = 0.0186;

/**
 * Learns from the steps that were taken how long the next will take, so that prompts can be read in chunks
 * that keep a step within its target.
 */
export class StepTimes {
  /** Longest step while somebody's answer is being written: it is a gap in that answer. */
  readonly besideMs: number;
  /** Longest step while nobody's is: it bounds how long a cancel takes. */
  readonly aloneMs: number;
  readonly #batchSize: number;
  #msPerPromptToken: { alone: number; beside: number };
  /** By number of streams in the step, measured without prompts. */
  #msOfStreams: number[] = [];

  /** `batchSize`: most tokens of one step. */
  constructor(parameterCount: number, batchSize: number, targets = { besideMs: 170, aloneMs: 280 }) {
    this.#batchSize = batchSize;
    this.besideMs = targets.besideMs;
    this.aloneMs = targets.aloneMs;
    const ms = Math.max(leastMsPerToken, (parameterCount / 1e6) * assumedMsPerMillionParameters);
    this.#msPerPromptToken = { alone: ms, beside: ms * besideStreams };
  }

  /** A step with `streams` single tokens and `promptTokens` tokens of prompts took `ms`. */
  measured(ms: number, streams: number, promptTokens: number): void {
    if (promptTokens >= smallestChunk) {
      const kind = streams > 0 ? "beside" : "alone";
      const known = this.#msPerPromptToken[kind];
      const measured = (ms - this.#stepMs(streams)) / promptTokens;
      const perToken = Math.max(leastMsPerToken, Math.min(measured, mostSurprise * known));
      this.#msPerPromptToken[kind] += (perToken - known) * promptWeight;
    } else if (promptTokens === 0 && streams > 0) {
      const known = this.#msOfStreams[streams];
      this.#msOfStreams[streams] =
        known === undefined ? ms : known + (Math.min(ms, mostSurprise * known) - known) * stepWeight;
    }
  }

  /** How long a prompt of so many tokens takes while nobody's answer is being written. */
  promptMs(tokens: number): number {
    return tokens * this.#msPerPromptToken.alone;
  }

  /** Prompt tokens that fit into one step beside `streams` answers. */
  room(streams: number): number {
    const target = streams > 0 ? this.besideMs : this.aloneMs;
    const perToken = streams > 0 ? this.#msPerPromptToken.beside : this.#msPerPromptToken.alone;
    const fits = Math.floor((target - this.#stepMs(streams)) / perToken);
    return Math.max(smallestChunk, Math.min(this.#batchSize, fits));
  }

  /** Time of a step with that many streams and no prompt. */
  #stepMs(streams: number): number {
    if (streams <= 0) return 0;
    return this.#msOfStreams[streams] ?? this.#stepMs(streams - 1) + assumedMsPerStream;
  }
}

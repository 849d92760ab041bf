import type { LlamaContextSequence, Token } from "node-llama-cpp";
import { commonLength } from "@/sidecar/runner/common-length";
import type { SavedStates } from "@/sidecar/runner/saved-states";
import type { Scheduler } from "@/sidecar/runner/scheduler";

/** Disks of small servers; what the page cache has is much faster. Reading checks the file too. */
const diskBytesPerMs = 300_000;
/** While streams run, a step of theirs may take so long: writing more must wait. */
const mostHoldUpMs = 150;

export interface MemoryOptions {
  states: SavedStates;
  scheduler: Scheduler;
  /** Of the model file and the library: a state of anything else must never be loaded. */
  fingerprint: string;
  /** Of one token in one sequence. */
  kvBytesPerToken: number;
  /** Reading that many tokens of a prompt again takes how long? Learned as it goes. */
  readMs(tokens: number): number;
  /** A state is worth keeping when it saves so much. */
  worthMs: number;
}

/** Keeps what a sequence holds of a conversation on disk, where that is cheaper than reading it again. */
export class ConversationMemory {
  readonly #options: MemoryOptions;

  constructor(options: MemoryOptions) {
    this.#options = options;
  }

  /** Would it be saved? `whileOthersRun`: somebody waits for it. */
  isWorth(tokens: number, whileOthersRun: boolean): boolean {
    const diskMs = this.#diskMs(tokens);
    if (whileOthersRun && diskMs > mostHoldUpMs) return false;
    return this.#options.readMs(tokens) - diskMs >= this.#options.worthMs;
  }

  /** Nobody else may use the sequence meanwhile. */
  async save(sequence: LlamaContextSequence, sessionKey: string): Promise<boolean> {
    const { states, scheduler, fingerprint, kvBytesPerToken } = this.#options;
    return states.save(sessionKey, fingerprint, sequence.nextTokenIndex * kvBytesPerToken, (path) =>
      scheduler.exclusive(() => sequence.saveStateToFile(path)),
    );
  }

  /**
   * Puts back what was saved of the conversation, if that has more of the prompt's beginning than the sequence holds and
   * saves enough. Whatever is wrong with the file, the prompt is read as if there were none.
   */
  async restore(sequence: LlamaContextSequence, sessionKey: string, prompt: readonly Token[]): Promise<void> {
    const { states, scheduler, fingerprint, readMs, worthMs } = this.#options;
    const held = commonLength(sequence.contextTokens, prompt);
    // Most answers end here: looking for a file would cost more than it could save.
    if (readMs(prompt.length - held) < worthMs) return;
    const saved = states.find(sessionKey, fingerprint);
    if (saved === undefined || saved.tokens.length > sequence.contextSize) return;
    const common = commonLength(saved.tokens, prompt);
    if (common <= held || readMs(common - held) - this.#diskMs(saved.tokens.length) < worthMs) return;
    if (!(await states.check(saved.path))) return;
    try {
      await scheduler.exclusive(() => sequence.loadStateFromFile(saved.path, { acceptRisk: true }));
    } catch (error) {
      process.stderr.write(`a conversation's state was not restored: ${String(error)}\n`);
      states.forget(sessionKey);
      await scheduler.exclusive(() => sequence.clearHistory());
    }
  }

  forget(sessionKey: string): void {
    this.#options.states.forget(sessionKey);
  }

  #diskMs(tokens: number): number {
    return (tokens * this.#options.kvBytesPerToken) / diskBytesPerMs;
  }
}

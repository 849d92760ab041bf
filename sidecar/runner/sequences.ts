import type { LlamaContextSequence, Token } from "node-llama-cpp";
import { chooseSequence } from "@/sidecar/runner/choose-sequence";
import { commonLength } from "@/sidecar/runner/common-length";
import type { ConversationMemory } from "@/sidecar/runner/conversation-memory";
import type { Scheduler } from "@/sidecar/runner/scheduler";

interface Slot {
  id: number;
  sequence: LlamaContextSequence;
  busy: boolean;
  sessionKey?: string | undefined;
  lastUse: number;
  /** What it holds is not on disk. */
  unsaved: boolean;
  idleTimer?: NodeJS.Timeout;
}

/** An answer that ended so long ago is probably being read, and its conversation may be evicted before the next turn. */
const idleMs = 3_000;

/** A sequence for one answer. `cachedTokens` of the prompt are in it already. */
export interface SequenceLease {
  id: number;
  sequence: LlamaContextSequence;
  cachedTokens: number;
}

/** What becomes of a sequence after an answer: kept for its conversation, or emptied. */
export type AfterUse = { keepFor: string | undefined } | "empty";

/** The sequences of one context: who uses which, and which conversation each one still holds. Waiting is first come, first served. */
export class Sequences {
  readonly #slots: Slot[];
  readonly #scheduler: Scheduler;
  readonly #memory: ConversationMemory | undefined;
  readonly #waiting: ((myTurn: boolean) => void)[] = [];
  /** Turns that were given and not yet used. */
  #turns = 0;
  readonly #forgotten = new Set<string>();
  #uses = 0;

  /**
   * `sequences` in the order of their ids, 0, 1, 2 …: the order in which a fresh context hands them out. `memory` keeps
   * on disk what has to make room.
   */
  constructor(sequences: LlamaContextSequence[], scheduler: Scheduler, memory?: ConversationMemory) {
    this.#slots = sequences.map((sequence, id) => ({
      id,
      sequence,
      busy: false,
      lastUse: 0,
      unsaved: false,
    }));
    this.#scheduler = scheduler;
    this.#memory = memory;
  }

  /** A free sequence, made to hold a beginning of `prompt` and nothing else; undefined when aborted before there was one. */
  async lease(
    prompt: Token[],
    sessionKey: string | undefined,
    signal: AbortSignal,
  ): Promise<SequenceLease | undefined> {
    const slot = await this.#take(prompt, sessionKey, signal);
    if (slot === undefined) return undefined;
    clearTimeout(slot.idleTimer);
    if (slot.sessionKey !== sessionKey) await this.#save(slot, true);
    if (sessionKey !== undefined) {
      this.#forgotten.delete(sessionKey);
      for (const other of this.#slots)
        if (other !== slot && other.sessionKey === sessionKey) other.sessionKey = undefined;
    }
    slot.sessionKey = sessionKey;
    const { id, sequence } = slot;
    try {
      if (sessionKey !== undefined) await this.#memory?.restore(sequence, sessionKey, prompt);
      // The last token is always read again: its result is the first token of the answer.
      const kept = Math.min(commonLength(sequence.contextTokens, prompt), prompt.length - 1);
      if (sequence.nextTokenIndex > kept)
        await this.#scheduler.exclusive(() => sequence.adaptStateToTokens(prompt.slice(0, kept), false));
      return { id, sequence, cachedTokens: sequence.nextTokenIndex };
    } catch (error) {
      await this.release(id, "empty");
      throw error;
    }
  }

  async release(id: number, after: AfterUse): Promise<void> {
    const slot = this.#slots[id];
    if (slot === undefined) return;
    const key = after === "empty" ? undefined : after.keepFor;
    const wanted = key === undefined || !this.#forgotten.has(key);
    slot.sessionKey = wanted ? key : undefined;
    slot.unsaved = true;
    try {
      if (after === "empty" || !wanted) await this.#scheduler.exclusive(() => slot.sequence.clearHistory());
    } finally {
      slot.busy = false;
      this.#saveWhenIdle(slot);
      this.#giveTurn();
    }
  }

  /** Removes what a deleted conversation left behind; while it is being answered, after the answer. */
  async forget(sessionKey: string): Promise<void> {
    this.#memory?.forget(sessionKey);
    const slot = this.#slots.find((each) => each.sessionKey === sessionKey);
    if (slot === undefined) return;
    if (slot.busy) {
      this.#forgotten.add(sessionKey);
      return;
    }
    slot.busy = true;
    await this.release(slot.id, "empty");
  }

  #saveWhenIdle(slot: Slot): void {
    clearTimeout(slot.idleTimer);
    if (this.#memory === undefined || slot.sessionKey === undefined || !slot.unsaved) return;
    slot.idleTimer = setTimeout(() => {
      if (slot.busy) return;
      // Writing waits for a pause of the others; what is short is written between two steps of theirs.
      const othersRun = this.#slots.some(({ busy }) => busy);
      if (othersRun && !this.#memory?.isWorth(slot.sequence.nextTokenIndex, true))
        return this.#saveWhenIdle(slot);
      slot.busy = true;
      void this.#save(slot, othersRun).finally(() => {
        slot.busy = false;
        this.#giveTurn();
      });
    }, idleMs);
    slot.idleTimer.unref();
  }

  /** Only of a slot that is marked as busy. */
  async #save(slot: Slot, somebodyWaits: boolean): Promise<void> {
    const { sequence, sessionKey, unsaved } = slot;
    if (this.#memory === undefined || sessionKey === undefined || !unsaved) return;
    slot.unsaved = false;
    if (!this.#memory.isWorth(sequence.nextTokenIndex, somebodyWaits)) return;
    await this.#memory.save(sequence, sessionKey);
    // Deleted while it was being written.
    if (!this.#forgotten.delete(sessionKey)) return;
    this.#memory.forget(sessionKey);
    slot.sessionKey = undefined;
    await this.#scheduler.exclusive(() => sequence.clearHistory());
  }

  async #take(
    prompt: Token[],
    sessionKey: string | undefined,
    signal: AbortSignal,
  ): Promise<Slot | undefined> {
    let myTurn = false;
    let waited = false;
    for (;;) {
      if (myTurn) this.#turns--;
      if (signal.aborted) {
        if (myTurn) this.#giveTurn();
        return undefined;
      }
      const free = this.#slots.filter(({ busy }) => !busy).length;
      const mayTake = myTurn || (this.#waiting.length === 0 && free > this.#turns);
      const id = mayTake ? chooseSequence(this.#states(prompt), sessionKey) : undefined;
      const slot = id === undefined ? undefined : this.#slots[id];
      if (slot !== undefined) {
        slot.busy = true;
        slot.lastUse = ++this.#uses;
        return slot;
      }
      myTurn = await this.#turn(signal, waited);
      waited = true;
    }
  }

  /** The one who has waited longest may take what became free; until then nobody else may. */
  #giveTurn(): void {
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#turns++;
    next(true);
  }

  /** Waits for a turn (true) or an abort (false). `first`: before the others, for who has had a turn that came to nothing. */
  #turn(signal: AbortSignal, first: boolean): Promise<boolean> {
    return new Promise((resolve) => {
      const done = (myTurn: boolean): void => {
        signal.removeEventListener("abort", leave);
        resolve(myTurn);
      };
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(done), 1);
        done(false);
      };
      if (first) this.#waiting.unshift(done);
      else this.#waiting.push(done);
      signal.addEventListener("abort", leave, { once: true });
    });
  }

  #states(prompt: Token[]) {
    return this.#slots.map(({ sequence, sessionKey, ...slot }) => ({
      ...slot,
      ...(sessionKey === undefined ? {} : { sessionKey }),
      commonTokens: slot.busy ? 0 : commonLength(sequence.contextTokens, prompt),
    }));
  }
}

import { chooseSequence } from "@/sidecar/runner/choose-sequence";
import { commonLength } from "@/sidecar/runner/common-length";

interface Slot {
  id: number;
  busy: boolean;
  sessionKey?: string | undefined;
  /** It must be emptied after the answer. */
  forgotten: boolean;
  lastUse: number;
  /** The prompt that it read last. */
  tokens: number[];
}

/** Which conversation the server's slots hold. The server would choose by likeness, and could not be told to forget. */
export class Slots {
  readonly #slots: Slot[];
  #uses = 0;

  constructor(count: number) {
    this.#slots = Array.from({ length: count }, (_, id) => ({
      id,
      busy: false,
      forgotten: false,
      lastUse: 0,
      tokens: [],
    }));
  }

  /** The slot for this prompt; undefined while all are busy. */
  take(tokens: number[], sessionKey: string | undefined): number | undefined {
    const states = this.#slots.map(({ id, busy, sessionKey: key, lastUse, tokens: held }) => ({
      id,
      busy,
      ...(key === undefined ? {} : { sessionKey: key }),
      lastUse,
      commonTokens: busy ? 0 : commonLength(held, tokens),
    }));
    const slot = this.#slots[chooseSequence(states, sessionKey) ?? -1];
    if (slot === undefined) return undefined;
    for (const other of this.#slots)
      if (sessionKey !== undefined && other.sessionKey === sessionKey) other.sessionKey = undefined;
    Object.assign(slot, { busy: true, sessionKey, tokens, lastUse: ++this.#uses });
    return slot.id;
  }

  /** @returns whether its conversation was forgotten meanwhile: then it must be emptied */
  release(id: number): boolean {
    const slot = this.#slots[id];
    if (slot === undefined) return false;
    const { forgotten } = slot;
    slot.busy = false;
    slot.forgotten = false;
    if (forgotten) Object.assign(slot, { sessionKey: undefined, tokens: [] });
    return forgotten;
  }

  /** @returns the slot to empty now, if one holds that conversation and is not busy with it */
  forget(sessionKey: string): number | undefined {
    const slot = this.#slots.find((each) => each.sessionKey === sessionKey);
    if (slot === undefined) return undefined;
    if (slot.busy) {
      slot.forgotten = true;
      return undefined;
    }
    Object.assign(slot, { sessionKey: undefined, tokens: [] });
    return slot.id;
  }
}

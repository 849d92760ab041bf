/**
 * Lets one piece of work have the context for itself. Changing what a sequence holds needs the library's context lock,
 * and its batch loop keeps that lock while any stream has tokens queued, so a newcomer would wait until the others end
 * (0.4–2 s). While the gate is shut the streams wait at their next token; with it a newcomer waits one step.
 */
export class Gate {
  #wanted = 0;
  #shut: Promise<void> | undefined;
  #open: () => void = () => {};
  /** Called when the last piece of exclusive work is done. */
  readonly #onOpen: () => void;

  constructor(onOpen: () => void = () => {}) {
    this.#onOpen = onOpen;
  }

  get isShut(): boolean {
    return this.#shut !== undefined;
  }

  /** Shuts the gate, does the work, opens it again. Several pieces of work share one shutting. */
  async exclusive<T>(work: () => Promise<T>): Promise<T> {
    this.#wanted++;
    this.#shut ??= new Promise((resolve) => (this.#open = resolve));
    try {
      return await work();
    } finally {
      this.#wanted--;
      if (this.#wanted === 0) {
        this.#shut = undefined;
        this.#onOpen();
        this.#open();
      }
    }
  }

  /** Waits until the gate is open. */
  async pass(): Promise<void> {
    while (this.#shut !== undefined) await this.#shut;
  }
}

/** What llama.cpp says before the sentence that matters, e.g. "llama_model_load: error loading model: ". */
const preamble = /^.*error loading model( vocabulary| hyperparameters)?:\s*/;
/** The native log reaches JavaScript some turns after the call that failed. */
const mostWaitMs = 300;

/** llama.cpp's errors. A failed load is only a `false`; why it failed stands here alone. */
export class LlamaLog {
  #loadError: string | undefined;
  #onLoadError: (() => void) | undefined;

  /** A message of level error or fatal. */
  error(message: string): void {
    if (!preamble.test(message)) return;
    this.#loadError = message.replace(preamble, "").trim();
    this.#onLoadError?.();
  }

  /** Why the load that has just failed did, in llama.cpp's words; undefined when it does not say. */
  async takeLoadError(): Promise<string | undefined> {
    if (this.#loadError === undefined)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, mostWaitMs);
        this.#onLoadError = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    this.#onLoadError = undefined;
    const error = this.#loadError;
    this.#loadError = undefined;
    return error;
  }
}

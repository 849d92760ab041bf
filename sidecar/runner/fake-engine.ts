import { RunnerFailure, type AnswerEnd, type AnswerSink, type Engine } from "@/sidecar/runner/engine";
import { checkConversationFits } from "@/sidecar/runner/failures";
import { loadStages } from "@/sidecar/runner/progress";
import type {
  GenerateRequest,
  LoadedInfo,
  LoadOptions,
  LoadStage,
  RunnerMessage,
} from "@/sidecar/runner/protocol";

export interface FakeOptions {
  loadMs: number;
  /** It refuses to load, with this sentence. */
  failLoad?: string;
  /** A context of more tokens, over all sequences, is out of memory. */
  memoryTokens?: number;
  tokensPerSecond: number;
  /** The process dies after so many tokens of an answer. */
  failAfter?: number;
  /** What it answers; a token is a word. */
  text: string;
  /** How often it says it, for answers that are to be interrupted. */
  repeat: number;
}

export const fakeDefaults: FakeOptions = {
  loadMs: 50,
  tokensPerSecond: 200,
  repeat: 1,
  text: "This is the fake runner, not a model. ",
};
const vectorLength = 8;
/** Longer than a runner keeps text back. */
const lastWordsMs = 30;

/** Behaves like a runner without a model: for tests of everything that stands around one. Says in its text what it is. */
export class FakeEngine implements Engine {
  readonly #options: FakeOptions;
  #contextSize = 0;

  constructor(options: FakeOptions) {
    this.#options = options;
  }

  boot(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async load(
    options: LoadOptions,
    onProgress: (stage: LoadStage, value: number) => void,
  ): Promise<LoadedInfo> {
    const stagesMs: LoadedInfo["stagesMs"] = {};
    for (const [index, stage] of loadStages.entries()) {
      onProgress(stage, index / loadStages.length);
      await pause(this.#options.loadMs / loadStages.length);
      stagesMs[stage] = this.#options.loadMs / loadStages.length;
    }
    if (this.#options.failLoad !== undefined)
      throw new RunnerFailure({ code: "load_failed", message: this.#options.failLoad });
    const { memoryTokens = Infinity } = this.#options;
    if (options.contextSize * options.sequences > memoryTokens)
      throw new RunnerFailure({ code: "load_failed", message: "unable to allocate CPU buffer" });
    this.#contextSize = options.contextSize;
    return {
      contextSize: options.contextSize,
      sequences: options.sequences,
      loadMs: this.#options.loadMs,
      stagesMs,
    };
  }

  async generate(request: GenerateRequest, sink: AnswerSink, signal: AbortSignal): Promise<AnswerEnd> {
    const { text, repeat, tokensPerSecond, failAfter } = this.#options;
    const promptTokens = await this.countTokens(request.messages);
    checkConversationFits(promptTokens, this.#contextSize - 1);
    const startedAt = performance.now();
    const answer = words(`${text} `.repeat(repeat).trimEnd());
    let completionTokens = 0;
    sink.started(0);
    for (const word of answer.slice(0, request.maxTokens)) {
      await pause(1000 / tokensPerSecond);
      if (signal.aborted) break;
      sink.delta(word, 1);
      completionTokens++;
      if (completionTokens !== failAfter) continue;
      // Its words are told first, as those of a process that dies later.
      await pause(lastWordsMs);
      process.kill(process.pid, "SIGKILL");
    }
    return {
      reason: signal.aborted ? "cancelled" : completionTokens < answer.length ? "length" : "stop",
      usage: { promptTokens, cachedTokens: 0, completionTokens },
      generateMs: performance.now() - startedAt,
    };
  }

  countTokens(messages: RunnerMessage[]): Promise<number> {
    return Promise.resolve(messages.reduce((sum, { content }) => sum + words(content).length, 0));
  }

  embed(input: string[]): Promise<{ vectors: number[][]; tokens: number }> {
    const vectors = input.map(() => Array.from({ length: vectorLength }, () => Math.sqrt(1 / vectorLength)));
    return Promise.resolve({ vectors, tokens: input.length });
  }

  forgetSession(): Promise<void> {
    return Promise.resolve();
  }

  setThreads(): void {}
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const words = (text: string): string[] => text.match(/\s*\S+/g) ?? [text];

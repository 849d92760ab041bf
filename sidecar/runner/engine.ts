import type {
  FinishReason,
  GenerateRequest,
  LoadedInfo,
  LoadOptions,
  LoadStage,
  RunnerError,
  RunnerMessage,
  Usage,
} from "@/sidecar/runner/protocol";

/** What a running answer reports; both calls return at once. */
export interface AnswerSink {
  /** The prompt has been read in `promptMs`; the first delta follows. */
  started(promptMs: number): void;
  delta(text: string, tokens: number): void;
}

export interface AnswerEnd {
  reason: FinishReason;
  usage: Usage;
  generateMs: number;
}

/** One model in one process: llama.cpp, or the fake of the tests. The shell speaks IPC, an engine does the work. */
export interface Engine {
  /** `hint`: what another runner's `boot` has returned; with it this one may be faster. */
  boot(hint?: string): Promise<string | undefined>;
  /**
   * Called at most once. `onProgress`: 0…1 over all stages, never going back. `onEngineProcess`: called at once by an
   * engine that puts the model into another process.
   * @throws RunnerFailure
   */
  load(
    options: LoadOptions,
    onProgress: (stage: LoadStage, value: number) => void,
    onEngineProcess: (pid: number) => void,
  ): Promise<LoadedInfo>;
  /** @throws RunnerFailure; an abort is no error: the answer ends with reason `cancelled`. */
  generate(request: GenerateRequest, sink: AnswerSink, signal: AbortSignal): Promise<AnswerEnd>;
  /** Tokens of the prompt that these messages make. @throws RunnerFailure */
  countTokens(messages: RunnerMessage[], signal: AbortSignal): Promise<number>;
  /** Vectors of length 1. @throws RunnerFailure */
  embed(input: string[], signal: AbortSignal): Promise<{ vectors: number[][]; tokens: number }>;
  forgetSession(sessionKey: string): Promise<void>;
  /** Cores that it may use from the next step on. */
  setThreads(max: number): void;
}

/** An error that the manager is told as it is. */
export class RunnerFailure extends Error {
  readonly runnerError: RunnerError;

  constructor(runnerError: RunnerError) {
    super(runnerError.message);
    this.name = "RunnerFailure";
    this.runnerError = runnerError;
  }
}

/** What the manager is told of any error; only a RunnerFailure has a code of its own. */
export function toRunnerError(error: unknown): RunnerError {
  if (error instanceof Error && "runnerError" in error) return (error as RunnerFailure).runnerError;
  return { code: "internal", message: error instanceof Error ? error.message : String(error) };
}

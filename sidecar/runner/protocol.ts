/**
 * IPC messages between the pool manager and one runner process (child_process.fork, json serialisation); those of the
 * runner come as arrays.
 * A runner starts as a spare without a model, is given at most one model, and ends by being killed or by `exit`.
 */

/** In the environment of a runner: what one before it has sent as `bootHint`. */
export const bootHintVariable = "SIDECAR_BOOT_HINT";

export interface LoadOptions {
  /** Path of the file, already resolved and checked by the manager. */
  path: string;
  /** File name, used for the process title. */
  model: string;
  /** Tokens that one sequence holds. */
  contextSize: number;
  sequences: number;
  threads: number;
}

export interface Sampling {
  temperature: number;
  topP?: number;
  topK?: number;
  minP?: number;
  repeatPenalty?: number;
  seed?: number;
}

export interface RunnerMessage {
  role: "system" | "user" | "assistant" | "tool";
  content: string;
}

export interface GenerateRequest {
  messages: RunnerMessage[];
  sampling: Sampling;
  maxTokens: number;
  stop: string[];
  /** Opaque, one per conversation: lets the runner reuse the prompt's prefix that a sequence still holds. */
  sessionKey?: string;
}

export type ToRunner =
  | { type: "load"; options: LoadOptions }
  | { type: "generate"; ticket: string; request: GenerateRequest }
  | { type: "embed"; ticket: string; input: string[] }
  | { type: "count"; ticket: string; messages: RunnerMessage[] }
  | { type: "cancel"; ticket: string }
  | { type: "forget-session"; sessionKey: string }
  | { type: "threads"; max: number }
  | { type: "exit" };

export type LoadStage = "header" | "weights" | "context" | "template";

export interface LoadedInfo {
  contextSize: number;
  sequences: number;
  loadMs: number;
  stagesMs: Partial<Record<LoadStage, number>>;
}

/** `cancelled`: the manager asked for it. `full`: the window is full (reported to clients as `length`). */
export type FinishReason = "stop" | "length" | "cancelled";

export interface Usage {
  promptTokens: number;
  /** Of promptTokens, those that a kept sequence already held. */
  cachedTokens: number;
  completionTokens: number;
}

export type RunnerErrorCode =
  | "context_length_exceeded"
  | "invalid_model_file"
  | "load_failed"
  | "not_an_embedding_model"
  | "not_a_chat_model"
  | "internal";

export interface RunnerError {
  code: RunnerErrorCode;
  message: string;
  neededTokens?: number;
  availableTokens?: number;
}

export type FromRunner =
  /** `bootHint`: lets the next runners start faster (see `bootHintVariable`). */
  | { type: "spare-ready"; bootMs: number; bootHint?: string }
  /** `value`: 0…1 over all stages, never going back; `loaded` is its end. */
  | { type: "load-progress"; stage: LoadStage; value: number }
  /** The model is in another process, below the runner: its memory counts, and the runner ends when it ends. */
  | { type: "engine-process"; pid: number }
  | { type: "loaded"; info: LoadedInfo }
  | { type: "load-failed"; error: RunnerError }
  /** The prompt has been read; the first delta follows. */
  | { type: "started"; ticket: string; promptMs: number }
  | { type: "delta"; ticket: string; text: string; tokens: number }
  | { type: "ended"; ticket: string; reason: FinishReason; usage: Usage; generateMs: number }
  | { type: "embedded"; ticket: string; vectors: number[][]; tokens: number }
  /** Tokens of the prompt that the messages of a `count` make. */
  | { type: "counted"; ticket: string; tokens: number }
  | { type: "failed"; ticket: string; error: RunnerError };

export const runnerErrorCodes: readonly RunnerErrorCode[] = [
  "context_length_exceeded",
  "invalid_model_file",
  "load_failed",
  "not_an_embedding_model",
  "not_a_chat_model",
  "internal",
];

import type { LanguageModel } from "ai";
import type { Capabilities, ModelStatus, ProviderStatus } from "@/lib/contract/models";
import type { ProviderKind } from "@/lib/contract/selection";

/** One model as its provider tells of it. */
export interface ProviderModel {
  id: string;
  displayName: string;
  status: ModelStatus;
  /** 0…1 while loading. */
  progress?: number;
  /** Half of such loads end by then, and nine in ten by `etaP90Ms`. */
  etaMs?: number;
  etaP90Ms?: number;
  /** Why it can not be used, for a person. */
  reason?: string;
  /** The file itself is wrong: no load can succeed. */
  invalid?: boolean;
  sizeBytes?: number;
  parameterCount?: number;
  contextLength?: number;
  quantization?: string;
  demo?: boolean;
  capabilities: Capabilities;
}

export interface ProviderHealth {
  status: ProviderStatus;
  /** For a person; never a key or an internal address. */
  error?: string;
}

/** What one answer tells its provider. All opaque: the sidecar knows nothing of users. */
export interface AnswerOptions {
  /** Round-robin over users. */
  fairnessKey: string;
  /** One per conversation, for the reuse of the prompt's prefix. */
  sessionKey: string;
  /** Names this answer in the pool's queue events. */
  ticket: string;
}

export interface WaitState {
  /** Place in line; absent while the model loads. */
  position?: number;
  /** 0…1 while it loads. */
  progress?: number;
  etaMs: number | null;
  etaP90Ms?: number | null;
}

export interface PromptMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

/** An inference engine behind one door. Methods that ask the engine take a signal and never outlive it. */
export interface Provider {
  readonly id: string;
  readonly kind: ProviderKind;
  readonly label: string;
  /** True when messages leave this server. */
  readonly remote: boolean;
  /** How long a listing counts as fresh: short where asking is free, long where it leaves this server. */
  readonly listFreshMs: number;
  /** @throws when the engine can not be asked */
  list(signal: AbortSignal): Promise<ProviderModel[]>;
  health(signal: AbortSignal): Promise<ProviderHealth>;
  /** For an engine that this site starts again by itself: waits for it. @returns whether it is there now @throws the signal's reason */
  whenBack?(signal?: AbortSignal): Promise<boolean>;
  languageModel(model: string, options: AnswerOptions): LanguageModel;
  /** Resolves when the next answer from this model needs no load. Aborting the signal withdraws the wish. @throws ProblemError */
  prepare(
    model: string,
    options: {
      signal: AbortSignal;
      ticket: string;
      /** Round-robin over users; absent for work that is nobody's. */
      fairnessKey?: string;
      onWait: (state: WaitState) => void;
    },
  ): Promise<void>;
  /**
   * Tokens of the prompt that these messages make, by the model's own template and tokenizer; null where the model is
   * not loaded, since nothing is loaded for it. Engines that can not count lack it.
   */
  countTokens?(model: string, messages: PromptMessage[], signal: AbortSignal): Promise<number | null>;
  /** Reports queue and load progress of a ticket until the returned function is called; engines without a queue have none. */
  watchTicket?(ticket: string, onWait: (state: WaitState) => void): () => void;
  /** Tells of every change of the models without being asked, until the returned function is called. null: the engine can not be reached now. */
  watchModels?(onChange: (models: ProviderModel[] | null) => void): () => void;
  /**
   * Says that somebody may want the model soon. The engine loads it if that costs nobody anything; it answers at once.
   * @param options.ticket names the wish, so that it can be taken back; one wish at a time has that name
   * @throws ProblemError where it will not
   */
  warm?(model: string, options: { signal: AbortSignal; ticket?: string }): Promise<void>;
  /** Takes a wish back; a load that nobody else waits for is stopped. One that has ended stays as it ended. @throws ProblemError */
  takeBack?(ticket: string, signal: AbortSignal): Promise<void>;
  /** Gives the model's memory back. @throws ProblemError */
  unload?(model: string, options: { drainMs?: number; force?: boolean; signal: AbortSignal }): Promise<void>;
  /** A pinned model is never evicted. @throws ProblemError */
  pin?(model: string, pinned: boolean, signal: AbortSignal): Promise<void>;
  /** Forgets what is kept of a conversation (`sessionKey` of its answers), such as the prompt's prefix. Best effort. */
  dropSession?(sessionKey: string, signal: AbortSignal): Promise<void>;
}

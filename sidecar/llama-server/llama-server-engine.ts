import { randomBytes } from "node:crypto";
import { statSync } from "node:fs";
import { tmpdir } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { describeGguf, type GgufDescription } from "@/sidecar/gguf/describe";
import { readGgufHeader } from "@/sidecar/gguf/header";
import { isInvalidGguf } from "@/sidecar/gguf/invalid-gguf";
import { checkUsable } from "@/sidecar/gguf/validate";
import { RunnerFailure, type AnswerEnd, type AnswerSink, type Engine } from "@/sidecar/runner/engine";
import { checkConversationFits, notAChatModel, notLoaded } from "@/sidecar/runner/failures";
import type {
  GenerateRequest,
  LoadedInfo,
  LoadOptions,
  LoadStage,
  RunnerMessage,
} from "@/sidecar/runner/protocol";
import { complete } from "./completion";
import { embedTexts } from "./embeddings";
import { promptTokens, tokenizingOf, type Tokenizing } from "./prompt-tokens";
import { serverArguments } from "./server-arguments";
import { ServerClient, ServerRefusal } from "./server-client";
import { startServer, type ServerProcess } from "./server-process";
import { Slots } from "./slots";

/** A server that dies closes its connections a little before its end is seen. */
const deathIsSeenMs = 2_000;

interface Loaded {
  client: ServerClient;
  server: ServerProcess;
  description: GgufDescription;
  contextSize: number;
  tokenizing: Tokenizing;
  slots: Slots;
}

/** The operator's llama-server, one process for the model, as a runner of the pool. README.md says what differs. */
export class LlamaServerEngine implements Engine {
  readonly #binary: string;
  readonly #onServerEnd: (how: number | NodeJS.Signals) => void;
  #loaded: Loaded | undefined;

  /** `onServerEnd`: a loaded server has ended by itself. */
  constructor(binary: string, onServerEnd: (how: number | NodeJS.Signals) => void) {
    this.#binary = binary;
    this.#onServerEnd = onServerEnd;
  }

  boot(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async load(
    options: LoadOptions,
    onProgress: (stage: LoadStage, value: number) => void,
    onEngineProcess: (pid: number) => void,
  ): Promise<LoadedInfo> {
    const startedAt = performance.now();
    onProgress("header", 0);
    const { description, tokenizing, sizeBytes } = readFile(options.path);
    const headerMs = performance.now() - startedAt;
    const contextSize = Math.min(options.contextSize, description.trainContextLength || options.contextSize);
    const sequences = description.embeddingOnly ? 1 : options.sequences;
    const apiKey = randomBytes(24).toString("hex");
    const { embeddingOnly } = description;
    const plan = {
      options: { ...options, sequences },
      contextSize,
      embeddingOnly,
      apiKey,
      slotsDir: tmpdir(),
    };
    onProgress("weights", 0);
    const server = startServer(this.#binary, serverArguments(plan, process.env), sizeBytes, (value) =>
      onProgress("weights", value),
    );
    if (server.pid !== undefined) onEngineProcess(server.pid);
    const client = await server.ready
      .then((port) => new ServerClient(port, apiKey))
      .catch((error: Error) => {
        const message = `The model could not be loaded: ${error.message}`;
        throw new RunnerFailure({ code: "load_failed", message });
      });
    void server.ended.then(this.#onServerEnd);
    const slots = new Slots(sequences);
    this.#loaded = { client, server, description, contextSize, tokenizing, slots };
    const loadMs = performance.now() - startedAt;
    return { contextSize, sequences, loadMs, stagesMs: { header: headerMs, weights: loadMs - headerMs } };
  }

  async generate(request: GenerateRequest, sink: AnswerSink, signal: AbortSignal): Promise<AnswerEnd> {
    const loaded = this.#chatModel();
    const { client, slots, contextSize, tokenizing } = loaded;
    return failing(loaded, async () => {
      const tokens = await promptTokens(client, request.messages, tokenizing, signal).catch(
        (error: unknown) => {
          if (signal.aborted) return undefined;
          throw error;
        },
      );
      if (tokens === undefined) return cancelledAtOnce;
      checkConversationFits(tokens.length, contextSize - 1);
      const slot = slots.take(tokens, request.sessionKey);
      try {
        return await complete(client, { request, tokens, slot }, sink, signal);
      } finally {
        if (slot !== undefined && slots.release(slot)) await erase(client, slot);
      }
    });
  }

  async countTokens(messages: RunnerMessage[], signal: AbortSignal): Promise<number> {
    const loaded = this.#chatModel();
    return failing(
      loaded,
      async () => (await promptTokens(loaded.client, messages, loaded.tokenizing, signal)).length,
    );
  }

  async embed(input: string[], signal: AbortSignal): Promise<{ vectors: number[][]; tokens: number }> {
    const loaded = this.#loaded;
    if (loaded === undefined) throw notLoaded();
    return failing(loaded, () => embedTexts(loaded.client, loaded.contextSize, input, signal));
  }

  async forgetSession(sessionKey: string): Promise<void> {
    const slot = this.#loaded?.slots.forget(sessionKey);
    if (this.#loaded !== undefined && slot !== undefined) await erase(this.#loaded.client, slot);
  }

  /** llama-server takes its number of threads at its start. */
  setThreads(): void {}

  #chatModel(): Loaded {
    if (this.#loaded === undefined) throw notLoaded();
    if (this.#loaded.description.embeddingOnly) throw notAChatModel();
    return this.#loaded;
  }
}

const cancelledAtOnce: AnswerEnd = {
  reason: "cancelled",
  usage: { promptTokens: 0, cachedTokens: 0, completionTokens: 0 },
  generateMs: 0,
};

/** @throws RunnerFailure `invalid_model_file` */
function readFile(path: string) {
  try {
    const header = readGgufHeader(path);
    checkUsable(header);
    const sizeBytes = statSync(path).size;
    return {
      description: describeGguf(header, sizeBytes),
      tokenizing: tokenizingOf(header.values),
      sizeBytes,
    };
  } catch (error) {
    if (isInvalidGguf(error)) throw new RunnerFailure({ code: "invalid_model_file", message: error.reason });
    throw error;
  }
}

/** An answer that broke because the server died must not look like a failure of its own: this process ends then. */
async function failing<Result>({ server }: Loaded, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const ownFailure = error instanceof RunnerFailure || error instanceof ServerRefusal;
    if (!ownFailure) await Promise.race([server.ended, delay(deathIsSeenMs)]);
    throw error;
  }
}

/** What a deleted conversation left behind must go, even when it can only be told in the log that it did not. */
async function erase(client: ServerClient, slot: number): Promise<void> {
  await client
    .call("POST", `/slots/${slot}?action=erase`, {})
    .catch((error: unknown) => process.stderr.write(`slot ${slot} was not erased: ${String(error)}\n`));
}

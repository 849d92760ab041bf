import { getModuleVersion, type Llama, type LlamaEmbeddingContext, type LlamaModel } from "node-llama-cpp";
import { describeGguf, type GgufDescription } from "@/sidecar/gguf/describe";
import { bootLlama, cores } from "@/sidecar/runner/boot-llama";
import { ConversationMemory } from "@/sidecar/runner/conversation-memory";
import { embedTexts } from "@/sidecar/runner/embed";
import { RunnerFailure, type AnswerEnd, type AnswerSink, type Engine } from "@/sidecar/runner/engine";
import { notAChatModel, notLoaded } from "@/sidecar/runner/failures";
import { generate, type ChatModel } from "@/sidecar/runner/generate";
import { LlamaLog } from "@/sidecar/runner/llama-log";
import { loadModel } from "@/sidecar/runner/load-model";
import { kvConfig } from "@/sidecar/runner/kv-config";
import { modelFingerprint } from "@/sidecar/runner/model-fingerprint";
import { createPromptRenderer } from "@/sidecar/runner/prompt";
import type {
  GenerateRequest,
  LoadedInfo,
  LoadOptions,
  LoadStage,
  RunnerMessage,
} from "@/sidecar/runner/protocol";
import { SavedStates } from "@/sidecar/runner/saved-states";
import { Scheduler } from "@/sidecar/runner/scheduler";
import { Sequences } from "@/sidecar/runner/sequences";
import { StepTimes } from "@/sidecar/runner/step-times";
import { loadedAddon } from "@/sidecar/runner/tested-library";

const batchSize = 512;
const bytesOfF16 = 2;
/** Where each stage begins on the way from 0 to 1, by their measured shares. */
const stageStart: Record<LoadStage, number> = { header: 0, weights: 0.02, context: 0.65, template: 0.97 };
/** Window of the context that a chat model gets for embeddings, as long as the request lasts. */
const chatEmbeddingTokens = 2048;

interface EmbeddingModel {
  context: LlamaEmbeddingContext;
  contextSize: number;
}

/** llama.cpp through node-llama-cpp. README.md beside this file explains what is done and why. */
export class LlamaEngine implements Engine {
  readonly #log = new LlamaLog();
  #llama: Llama | undefined;
  #model: LlamaModel | undefined;
  #chat: ChatModel | undefined;
  #embedding: EmbeddingModel | undefined;

  async boot(hint?: string): Promise<string | undefined> {
    this.#llama = await bootLlama(this.#log, hint);
    return loadedAddon();
  }

  async load(
    options: LoadOptions,
    onProgress: (stage: LoadStage, value: number) => void,
  ): Promise<LoadedInfo> {
    const llama = this.#llama;
    if (llama === undefined)
      throw new RunnerFailure({ code: "internal", message: "The library is not loaded." });
    const startedAt = performance.now();
    onProgress("header", stageStart.header);
    const { model, header, headerMs, weightsMs } = await loadModel(llama, this.#log, options.path, (value) =>
      onProgress("weights", stageStart.weights + value * (stageStart.context - stageStart.weights)),
    );
    // The library's last reports may come later, when the stage is over.
    onProgress("weights", stageStart.context);
    this.#model = model;
    const description = describeGguf(header, model.size);

    onProgress("context", stageStart.context);
    const contextStartedAt = performance.now();
    const contextSize = Math.min(options.contextSize, description.trainContextLength || options.contextSize);
    if (description.embeddingOnly) this.#embedding = await createEmbedding(model, contextSize);
    const parts = description.embeddingOnly
      ? undefined
      : await createChatContext(model, description, contextSize, options);
    const contextMs = performance.now() - contextStartedAt;

    onProgress("template", stageStart.template);
    const templateStartedAt = performance.now();
    if (parts !== undefined)
      this.#chat = {
        ...parts,
        model,
        contextSize,
        renderPrompt: createPromptRenderer(model, description.chatTemplate),
      };
    const templateMs = performance.now() - templateStartedAt;

    this.setThreads(options.threads);
    return {
      contextSize,
      sequences: description.embeddingOnly ? 1 : options.sequences,
      loadMs: performance.now() - startedAt,
      stagesMs: { header: headerMs, weights: weightsMs, context: contextMs, template: templateMs },
    };
  }

  generate(request: GenerateRequest, sink: AnswerSink, signal: AbortSignal): Promise<AnswerEnd> {
    if (this.#embedding !== undefined) throw notAChatModel();
    if (this.#chat === undefined) throw notLoaded();
    return generate(this.#chat, request, sink, signal);
  }

  async countTokens(messages: RunnerMessage[]): Promise<number> {
    if (this.#chat === undefined) throw notLoaded();
    return this.#chat.renderPrompt(messages).tokens.length;
  }

  async embed(input: string[], signal: AbortSignal): Promise<{ vectors: number[][]; tokens: number }> {
    if (this.#embedding !== undefined)
      return embedTexts(this.#embedding.context, this.#embedding.contextSize, input, signal);
    if (this.#model === undefined || this.#chat === undefined) throw notLoaded();
    // A chat model's vectors are rarely asked for: the memory is given back at once.
    const { context, contextSize } = await createEmbedding(
      this.#model,
      Math.min(chatEmbeddingTokens, this.#chat.contextSize),
    );
    try {
      return await embedTexts(context, contextSize, input, signal);
    } finally {
      await context.dispose();
    }
  }

  async forgetSession(sessionKey: string): Promise<void> {
    await this.#chat?.sequences.forget(sessionKey);
  }

  setThreads(max: number): void {
    if (this.#llama !== undefined) this.#llama.maxThreads = Math.max(1, Math.min(cores, max));
  }
}

async function createChatContext(
  model: LlamaModel,
  description: GgufDescription,
  contextSize: number,
  { path, sequences }: LoadOptions,
) {
  const times = new StepTimes(description.parameterCount, batchSize);
  const scheduler = new Scheduler(times);
  const context = await model.createContext({
    contextSize,
    sequences,
    batchSize,
    threads: { ideal: cores, min: 1 },
    batching: { itemPrioritizationStrategy: scheduler.strategy },
    // The manager has admitted the model; a smaller context than the one it was promised is no remedy.
    ignoreMemorySafetyChecks: true,
    failedCreationRemedy: false,
  });
  const all = Array.from({ length: sequences }, () =>
    context.getSequence({ checkpoints: { interval: false } }),
  );
  const memory = await createMemory(path, description, scheduler, times);
  return { scheduler, sequences: new Sequences(all, scheduler, memory) };
}

/** undefined where the manager names no folder for it. */
async function createMemory(
  path: string,
  { kvHeadsOfAllLayers, headDimK, headDimV }: GgufDescription,
  scheduler: Scheduler,
  times: StepTimes,
): Promise<ConversationMemory | undefined> {
  const config = kvConfig(process.env);
  if (config === undefined) return undefined;
  return new ConversationMemory({
    states: new SavedStates(config.folder, config.budgetBytes),
    scheduler,
    fingerprint: modelFingerprint(path, await getModuleVersion()),
    kvBytesPerToken: kvHeadsOfAllLayers * (headDimK + headDimV) * bytesOfF16,
    readMs: (tokens) => times.promptMs(tokens),
    worthMs: config.worthMs,
  });
}

async function createEmbedding(model: LlamaModel, contextSize: number): Promise<EmbeddingModel> {
  const context = await model.createEmbeddingContext({
    contextSize,
    // An encoder reads a text in one piece.
    batchSize: contextSize,
    threads: cores,
    ignoreMemorySafetyChecks: true,
  });
  return { context, contextSize };
}

import { MockLanguageModelV3 } from "ai/test";
import type { Provider, ProviderModel, WaitState, AnswerOptions } from "@/lib/providers/provider";
import { guardAnswers } from "@/lib/providers/guard-answers";

type DoStream = MockLanguageModelV3["doStream"];
type CallOptions = Parameters<DoStream>[0];
type StreamPart = Awaited<ReturnType<DoStream>>["stream"] extends ReadableStream<infer P> ? P : never;

/** One answer that a test writes word by word: no clock is involved. */
export class TestAnswer {
  readonly options: CallOptions;
  readonly asked: AnswerOptions;
  readonly stream: ReadableStream<StreamPart>;
  /** Resolves when the engine was told to give up. */
  readonly aborted: Promise<void>;
  #controller!: ReadableStreamDefaultController<StreamPart>;
  #text = false;

  constructor(options: CallOptions, asked: AnswerOptions, { deaf }: { deaf: boolean }) {
    this.options = options;
    this.asked = asked;
    this.stream = new ReadableStream({ start: (controller) => void (this.#controller = controller) });
    this.#controller.enqueue({ type: "stream-start", warnings: [] });
    this.aborted = new Promise((resolve) => {
      options.abortSignal?.addEventListener("abort", () => {
        resolve();
        if (deaf) return;
        try {
          this.#controller.error(new DOMException("aborted", "AbortError"));
        } catch {
          // it had ended by itself
        }
      });
    });
  }

  /** What the model was asked: `["system: …", "user: …"]`. */
  get prompt(): string[] {
    return this.options.prompt.map(({ role, content }) => {
      const text =
        typeof content === "string"
          ? content
          : content.map((part) => (part.type === "text" ? part.text : `[${part.type}]`)).join("");
      return `${role}: ${text}`;
    });
  }

  think(text: string): void {
    this.#controller.enqueue({ type: "reasoning-start", id: "thought" });
    this.#controller.enqueue({ type: "reasoning-delta", id: "thought", delta: text });
    this.#controller.enqueue({ type: "reasoning-end", id: "thought" });
  }

  say(...texts: string[]): void {
    if (!this.#text) this.#controller.enqueue({ type: "text-start", id: "text" });
    this.#text = true;
    for (const delta of texts) this.#controller.enqueue({ type: "text-delta", id: "text", delta });
  }

  /** `other` is what providers report when the connection closed without a word. */
  finish(unified: "stop" | "length" | "other" = "stop", timings?: Record<string, number>): void {
    if (this.#text) this.#controller.enqueue({ type: "text-end", id: "text" });
    this.#controller.enqueue({
      type: "finish",
      finishReason: { unified, raw: unified === "other" ? undefined : unified },
      usage: {
        inputTokens: { total: 11, noCache: 11, cacheRead: 0, cacheWrite: 0 },
        outputTokens: { total: 7, text: 7, reasoning: 0 },
      },
      ...(timings && { providerMetadata: { llamacpp: { timings } } }),
    });
    this.#controller.close();
  }

  /** The connection breaks. */
  fail(error: unknown): void {
    this.#controller.error(error);
  }
}

const capabilities = { images: false, tools: false, embeddings: false };

/** An engine whose answers the test writes. Goes through the real guard, as every engine does. */
export class TestProvider implements Provider {
  readonly id = "llamacpp";
  readonly kind = "llamacpp" as const;
  readonly label = "Local models";
  readonly remote = false;
  readonly listFreshMs = 3_600_000;
  models: ProviderModel[] = [
    { id: "alpha.gguf", displayName: "Alpha", status: "ready", contextLength: 2048, capabilities },
    { id: "beta.gguf", displayName: "Beta", status: "cold", contextLength: 8192, capabilities },
  ];
  status: "up" | "down" = "up";
  /** Answers ignore that they were aborted, as a stuck engine does. */
  deaf = false;
  readonly droppedSessions: string[] = [];
  /** How often a model was asked. */
  calls = 0;
  #refuse: unknown;
  #answers: TestAnswer[] = [];
  #waiting: ((answer: TestAnswer) => void)[] = [];
  #tickets = new Map<string, (state: WaitState) => void>();

  list = () => Promise.resolve(this.models);
  health = () => Promise.resolve({ status: this.status });
  prepare: Provider["prepare"] = () => Promise.resolve();
  /** Nothing is counted unless a test says what. */
  countTokens?: Provider["countTokens"];

  /** The next question that reaches the engine, whenever that is. */
  nextAnswer(): Promise<TestAnswer> {
    const ready = this.#answers.shift();
    return ready ? Promise.resolve(ready) : new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** The next question is refused before any text. */
  refuseNext(error: unknown): void {
    this.#refuse = error;
  }

  /** The engine tells where this answer stands in line. */
  tell(ticket: string, state: WaitState): void {
    this.#tickets.get(ticket)?.(state);
  }

  watchTicket(ticket: string, onWait: (state: WaitState) => void): () => void {
    this.#tickets.set(ticket, onWait);
    return () => this.#tickets.delete(ticket);
  }

  async dropSession(sessionKey: string): Promise<void> {
    this.droppedSessions.push(sessionKey);
  }

  languageModel(modelId: string, asked: AnswerOptions) {
    const doStream: DoStream = async (options) => {
      this.calls += 1;
      const refused = this.#refuse;
      this.#refuse = undefined;
      if (refused) throw refused;
      const answer = new TestAnswer(options, asked, { deaf: this.deaf });
      const waiting = this.#waiting.shift();
      if (waiting) waiting(answer);
      else this.#answers.push(answer);
      return { stream: answer.stream };
    };
    return guardAnswers(this, new MockLanguageModelV3({ provider: this.id, modelId, doStream }));
  }
}

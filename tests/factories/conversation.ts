import { randomUUID } from "node:crypto";
import type { UserActor } from "@/lib/access/actor";
import type { ConversationAnswer } from "@/lib/contract/chat";
import { catalogue } from "@/lib/providers/catalogue";
import { setProviders } from "@/lib/providers/registry";
import { keepProfiles } from "@/lib/services/models/start-catalogue";
import { createTestDatabase } from "@/tests/setup/database";
import { TestClient } from "@/tests/setup/client";
import { TestProvider } from "./language-model";
import { createUser, type TestUserOptions } from "./user";

/** A site with one engine, Alpha and Beta on it, and as many users as a test signs in. */
export async function createChatWorld() {
  const { client: database } = await createTestDatabase();
  const provider = new TestProvider();
  setProviders([provider]);
  keepProfiles();
  await catalogue().refresh(provider.id);
  const signIn = async (options?: TestUserOptions) => new Chatter(await createUser(options));
  return { database, provider, signIn };
}

/** A signed-in user with the calls of api.md's chat. */
export class Chatter {
  readonly actor: UserActor;
  readonly #client = new TestClient();
  readonly #ready: Promise<unknown>;

  constructor(actor: UserActor) {
    this.actor = actor;
    this.#ready = this.#client.become(actor);
  }

  async client(): Promise<TestClient> {
    await this.#ready;
    return this.#client;
  }

  async post(url: string, json?: unknown): Promise<Response> {
    return (await this.client()).post(url, json);
  }

  async get(url: string): Promise<Response> {
    return (await this.client()).get(url);
  }

  /** Sends a text; a fresh message id each time unless one is given. */
  send(id: string, text: string, more: Record<string, unknown> = {}, messageId: string = randomUUID()) {
    return this.post("/api/chat", { id, message: userMessage(text, messageId), ...more });
  }

  async conversation(id: string): Promise<ConversationAnswer> {
    const response = await this.get(`/api/conversations/${id}`);
    if (response.status !== 200) throw new Error(`the conversation answers ${response.status}`);
    return (await response.json()) as ConversationAnswer;
  }
}

export function userMessage(text: string, id: string = randomUUID()) {
  return { id, role: "user", parts: [{ type: "text", text }] };
}

export interface Chunk {
  type: string;
  [member: string]: unknown;
}

/** Reads an answer's stream chunk by chunk; what has been read stays in `chunks`. */
export class StreamReader {
  readonly chunks: Chunk[] = [];
  /** The stream's last word was `[DONE]`. */
  done = false;
  readonly #reader: ReadableStreamDefaultReader<string>;
  #buffer = "";

  constructor(response: Response) {
    if (!response.body) throw new Error(`no stream: ${response.status}`);
    this.#reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** Text of the answer as far as it was read. */
  get text(): string {
    return this.chunks
      .filter((chunk) => chunk.type === "text-delta")
      .reduce((all, { delta }) => all + String(delta), "");
  }

  get types(): string[] {
    return this.chunks.map(({ type }) => type);
  }

  last(type: string): Chunk | undefined {
    return this.chunks.findLast((chunk) => chunk.type === type);
  }

  /** Reads until the text so far is this. */
  async untilText(text: string): Promise<this> {
    while (this.text !== text)
      if (!(await this.#next())) throw new Error(`the stream ended at ${JSON.stringify(this.text)}`);
    return this;
  }

  /** Reads until a chunk of this type has come. */
  async until(type: string): Promise<Chunk> {
    for (;;) {
      const found = this.last(type);
      if (found) return found;
      if (!(await this.#next())) throw new Error(`the stream ended without ${type}: ${this.types.join(" ")}`);
    }
  }

  /** Reads to the end. */
  async rest(): Promise<this> {
    while (await this.#next());
    return this;
  }

  /** The reader goes away, as a closed tab does. */
  leave(): Promise<void> {
    return this.#reader.cancel();
  }

  async #next(): Promise<boolean> {
    for (;;) {
      const end = this.#buffer.indexOf("\n\n");
      if (end >= 0) {
        const event = this.#buffer.slice(0, end);
        this.#buffer = this.#buffer.slice(end + 2);
        if (!event.startsWith("data: ")) continue;
        const data = event.slice(6);
        if (data === "[DONE]") this.done = true;
        else this.chunks.push(JSON.parse(data) as Chunk);
        return true;
      }
      const { done, value } = await this.#reader.read();
      if (done) return false;
      this.#buffer += value;
    }
  }
}

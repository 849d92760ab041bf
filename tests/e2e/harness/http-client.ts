import { randomUUID } from "node:crypto";

// A client that knows the HTTP contract and nothing of the code behind it.

export type Json = Record<string, unknown>;
export interface Answer<T = Json> {
  status: number;
  headers: Headers;
  body: T;
}
export interface StreamPart extends Json {
  type: string;
}

export class HttpClient {
  readonly origin: string;
  #cookies = new Map<string, string>();

  constructor(origin: string) {
    this.origin = origin;
  }

  /** The raw request, with the session's cookies and the site's own Origin. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.#cookies.size > 0)
      headers.set("cookie", [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    if (!headers.has("origin")) headers.set("origin", this.origin);
    const response = await fetch(this.origin + path, { redirect: "manual", ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const cut = pair.indexOf("=");
      const [name, value] = [pair.slice(0, cut), pair.slice(cut + 1)];
      if (value === "" || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }

  async #json<T>(method: string, path: string, body: unknown, expected: number, headers?: Json): Promise<T> {
    const answer = await this.send<T>(method, path, body, headers);
    if (answer.status !== expected)
      throw new Error(
        `${method} ${path}: ${answer.status} instead of ${expected}: ${JSON.stringify(answer.body)}`,
      );
    return answer.body;
  }

  /** Any status; the body as JSON where there is one. */
  async send<T = Json>(method: string, path: string, body?: unknown, headers: Json = {}): Promise<Answer<T>> {
    const response = await this.fetch(path, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(headers as Record<string, string>),
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json");
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson && text ? JSON.parse(text) : text) as T,
    };
  }

  get<T = Json>(path: string, expected = 200): Promise<T> {
    return this.#json<T>("GET", path, undefined, expected);
  }

  post<T = Json>(path: string, body: unknown, expected = 200, headers?: Json): Promise<T> {
    return this.#json<T>("POST", path, body, expected, headers);
  }

  patch<T = Json>(path: string, body: unknown, expected = 200): Promise<T> {
    return this.#json<T>("PATCH", path, body, expected);
  }

  /** next-auth's own sign-in. */
  async signIn({ email, password }: { email: string; password: string }): Promise<void> {
    const { csrfToken } = await this.get<{ csrfToken: string }>("/api/auth/csrf");
    const response = await this.fetch("/api/auth/callback/credentials", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ csrfToken, email, password, json: "true" }).toString(),
    });
    await response.text();
    const session = await this.get<{ user?: Json }>("/api/auth/session");
    if (!session.user) throw new Error(`${email} could not sign in: ${response.status}`);
  }

  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies;
  }

  /** Sends one message and yields the parts of the answer as they come. */
  async *chat(options: {
    conversationId: string;
    text: string;
    messageId?: string;
    model?: { provider: string; model: string };
    signal?: AbortSignal;
  }): AsyncGenerator<StreamPart> {
    const response = await this.fetch("/api/chat", {
      method: "POST",
      headers: { "content-type": "application/json" },
      ...(options.signal ? { signal: options.signal } : {}),
      body: JSON.stringify({
        id: options.conversationId,
        message: {
          id: options.messageId ?? randomUUID(),
          role: "user",
          parts: [{ type: "text", text: options.text }],
        },
        ...(options.model ? { model: options.model } : {}),
      }),
    });
    if (response.status !== 200)
      throw new Error(`POST /api/chat: ${response.status} ${await response.text()}`);
    yield* readParts(response);
  }

  /** Sends one message and reads the answer to its end. */
  async ask(options: Parameters<HttpClient["chat"]>[0]): Promise<FinishedAnswer> {
    const parts: StreamPart[] = [];
    for await (const part of this.chat(options)) parts.push(part);
    return summarize(parts);
  }
}

/** The parts of a UI-message stream; ends at `[DONE]`, throws where the connection ends before. */
export async function* readParts(response: Response): AsyncGenerator<StreamPart> {
  if (!response.body) throw new Error("the answer has no body");
  const decoder = new TextDecoder();
  let buffer = "";
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    buffer += decoder.decode(chunk, { stream: true });
    for (let end = buffer.indexOf("\n\n"); end >= 0; end = buffer.indexOf("\n\n")) {
      const data = buffer
        .slice(0, end)
        .split("\n")
        .filter((line) => line.startsWith("data:"))
        .map((line) => line.slice(5).trim())
        .join("\n");
      buffer = buffer.slice(end + 2);
      if (data === "[DONE]") return;
      if (data) yield JSON.parse(data) as StreamPart;
    }
  }
  throw new Error("the stream ended without [DONE]");
}

export interface FinishedAnswer {
  text: string;
  parts: StreamPart[];
  /** All `message-metadata` (and start/finish metadata) laid over each other. */
  metadata: Json;
  finished: boolean;
  error: Json | null;
}

export function summarize(parts: StreamPart[]): FinishedAnswer {
  const error = parts.find(({ type }) => type === "error");
  return {
    parts,
    text: parts
      .filter(({ type }) => type === "text-delta")
      .map(({ delta }) => String(delta))
      .join(""),
    metadata: Object.assign({}, ...parts.map(({ messageMetadata }) => messageMetadata ?? {})) as Json,
    finished: parts.some(({ type }) => type === "finish"),
    error: error ? (JSON.parse(String(error["errorText"])) as Json) : null,
  };
}

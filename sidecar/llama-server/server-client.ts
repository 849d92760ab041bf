import { request, type IncomingMessage } from "node:http";
import { createInterface } from "node:readline";

/** llama-server's answer was not what was asked for; `body` is its error. */
export class ServerRefusal extends Error {
  readonly status: number;

  constructor(status: number, body: string) {
    super(messageOf(body) ?? `llama-server answered ${status}`);
    this.name = "ServerRefusal";
    this.status = status;
  }
}

/** HTTP to one llama-server. A connection for each request: a kept one may be closed just when it is used again. */
export class ServerClient {
  readonly #port: number;
  readonly #apiKey: string;

  constructor(port: number, apiKey: string) {
    this.#port = port;
    this.#apiKey = apiKey;
  }

  /** @throws ServerRefusal; an error of the connection; an AbortError */
  async call<Answer>(
    method: "GET" | "POST",
    path: string,
    body?: object,
    signal?: AbortSignal,
  ): Promise<Answer> {
    const response = await this.#send(method, path, body, signal);
    const text = await readText(response);
    if (response.statusCode !== 200) throw new ServerRefusal(response.statusCode ?? 0, text);
    return JSON.parse(text) as Answer;
  }

  /** The data of server-sent events; leaving the loop, or an abort, ends the request. @throws as `call` does */
  async *events<Event>(path: string, body: object, signal: AbortSignal): AsyncGenerator<Event> {
    const response = await this.#send("POST", path, body, signal);
    if (response.statusCode !== 200)
      throw new ServerRefusal(response.statusCode ?? 0, await readText(response));
    try {
      for await (const line of createInterface({ input: response })) {
        if (line.startsWith("error:")) throw new ServerRefusal(500, line.slice("error:".length));
        if (line.startsWith("data: {")) yield JSON.parse(line.slice("data: ".length)) as Event;
      }
    } finally {
      response.destroy();
    }
  }

  #send(
    method: string,
    path: string,
    body: object | undefined,
    signal?: AbortSignal,
  ): Promise<IncomingMessage> {
    const text = body === undefined ? "" : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const asked = request(
        {
          host: "127.0.0.1",
          port: this.#port,
          method,
          path,
          agent: false,
          ...(signal && { signal }),
          headers: {
            authorization: `Bearer ${this.#apiKey}`,
            "content-type": "application/json",
            "content-length": Buffer.byteLength(text),
          },
        },
        resolve,
      );
      asked.on("error", reject);
      asked.end(text);
    });
  }
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function messageOf(body: string): string | undefined {
  try {
    const parsed = JSON.parse(body) as { error?: { message?: unknown }; message?: unknown };
    const message = parsed.error?.message ?? parsed.message;
    return typeof message === "string" ? message : undefined;
  } catch {
    return undefined;
  }
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach } from "vitest";

export interface EngineRequest {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: Record<string, unknown>;
}

const open: Server[] = [];

/** An engine's wire on a free port of this machine, closed after the test. */
export async function httpEngine(
  answer: (request: EngineRequest, response: ServerResponse) => void | Promise<void>,
): Promise<{ url: string; requests: EngineRequest[]; close: () => void }> {
  const requests: EngineRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const request = {
      method: incoming.method ?? "",
      path: incoming.url ?? "",
      headers: incoming.headers,
      body: (text ? JSON.parse(text) : {}) as Record<string, unknown>,
    };
    requests.push(request);
    await answer(request, response);
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, close };
}

afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

export function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** OpenAI's stream: each chunk an event, then [DONE]. */
export function openaiStream(response: ServerResponse, chunks: unknown[], end = true): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const chunk of chunks) response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  if (end) response.end("data: [DONE]\n\n");
}

export const delta = (content: string) => ({ id: "x", choices: [{ index: 0, delta: { content } }] });
export const stop = (more: object = {}) => ({
  id: "x",
  choices: [{ index: 0, delta: {}, finish_reason: "stop" }],
  ...more,
});

import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { httpEngine } from "@/tests/factories/http-engine";

export interface FileServer {
  url: string;
  /** Headers of every request for the file, in order. */
  asked: IncomingHttpHeaders[];
  /** What it serves from now on. */
  serve: (content: Buffer) => void;
  /** The next answers break off after so many bytes each. */
  cutAfter: number[];
  /** A status that it answers with instead. */
  status: number | null;
  /** Holds every answer after this many bytes until the asker goes away. */
  stallAfter: number | null;
  /** As the hub does: a redirect that tells checksum and size, to a storage that does not. */
  linked: { sha256: string; sizeBytes: number } | null;
  /** Resolves when an answer has sent what it will before it stalls. */
  stalled: Promise<void>;
}

/** Serves one file with ranges and an ETag, on this machine. */
export async function fileServer(first: Buffer): Promise<FileServer> {
  let content = first;
  let tellStalled = () => {};
  const server: FileServer = {
    url: "",
    asked: [],
    serve: (next) => (content = next),
    cutAfter: [],
    status: null,
    stallAfter: null,
    linked: null,
    stalled: new Promise((resolve) => (tellStalled = resolve)),
  };
  const { url } = await httpEngine(({ path, headers }, response) => {
    if (server.linked && path === "/model.gguf") {
      const { sha256, sizeBytes } = server.linked;
      response.writeHead(302, {
        location: "/storage",
        "x-linked-etag": `"${sha256}"`,
        "x-linked-size": String(sizeBytes),
      });
      return void response.end();
    }
    server.asked.push(headers);
    if (server.status !== null) return void response.writeHead(server.status).end();
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? "")?.[1] ?? 0);
    if (from >= content.length)
      return void response.writeHead(416, { "content-range": `bytes */${content.length}` }).end();
    const rest = content.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, {
      etag: `"${createHash("md5").update(content).digest("hex")}"`,
      "content-length": rest.length,
      ...(from > 0 && { "content-range": `bytes ${from}-${content.length - 1}/${content.length}` }),
    });
    const cut = server.cutAfter.shift();
    if (cut !== undefined) return void response.write(rest.subarray(0, cut), () => response.destroy());
    if (server.stallAfter !== null)
      return void response.write(rest.subarray(0, server.stallAfter), () => tellStalled());
    response.end(rest);
  });
  server.url = `${url}/model.gguf`;
  return server;
}

import { problem } from "@/lib/errors";

export const maxBodyBytes = 1024 * 1024;

/** Reads a body of at most `limit` bytes, decided from Content-Length or while counting. @throws too_large */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const tooLarge = () =>
    problem(
      "too_large",
      `The request is larger than ${Math.floor(limit / 1024)} KiB. Nothing was changed; send less.`,
      {},
      // The rest is never read, so nothing else can follow on this connection.
      { Connection: "close" },
    );
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw problem("invalid_request", "The body is not valid JSON.", {
      issues: [{ path: "", message: "not valid JSON" }],
    });
  }
}

const contentType = (request: Request) => request.headers.get("content-type") ?? "";
const isJson = (request: Request) => /^application\/(?:[\w.+-]+\+)?json\b/i.test(contentType(request));

/** Reads a JSON body of at most `limit` bytes. @throws too_large, unsupported_media, invalid_request */
export async function readJson(request: Request, limit = maxBodyBytes): Promise<unknown> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) await readBytes(request, limit);
  if (!isJson(request)) throw problem("unsupported_media", "Send the body as application/json.");
  return parseJson(await readBytes(request, limit));
}

/** Fields of a form, or of a JSON object where a client sends one. @throws too_large, unsupported_media, invalid_request */
export async function readForm(request: Request, limit: number): Promise<Record<string, unknown>> {
  if (isJson(request)) {
    const value = parseJson(await readBytes(request, limit));
    return typeof value === "object" && value !== null ? { ...value } : {};
  }
  const bytes = await readBytes(request, limit);
  if (bytes.byteLength > 0 && !/^application\/x-www-form-urlencoded\b/i.test(contentType(request)))
    throw problem("unsupported_media", "Send a form, as application/x-www-form-urlencoded.");
  return Object.fromEntries(new URLSearchParams(new TextDecoder().decode(bytes)));
}

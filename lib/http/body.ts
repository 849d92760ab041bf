import { problem } from "@/lib/errors";

export const maxBodyBytes = 1024 * 1024;

/** Reads a JSON body of at most `limit` bytes, decided from Content-Length or while counting. @throws too_large, unsupported_media, invalid_request */
export async function readJson(request: Request, limit = maxBodyBytes): Promise<unknown> {
  const tooLarge = () =>
    problem(
      "too_large",
      `The request is larger than ${Math.floor(limit / 1024)} KiB. Nothing was changed; send less.`,
    );
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge();
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(type))
    throw problem("unsupported_media", "Send the body as application/json.");
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks)));
  } catch {
    throw problem("invalid_request", "The body is not valid JSON.", {
      issues: [{ path: "", message: "not valid JSON" }],
    });
  }
}

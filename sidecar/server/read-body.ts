import type { IncomingMessage } from "node:http";
import type { z } from "zod";
import type { RequestError } from "./http-error";

const mostBytes = 4 * 1024 * 1024;

export type Body<Value> = { ok: true; value: Value } | { ok: false; error: RequestError };

/** Reads and checks a JSON body of at most 4 MiB. */
export async function readBody<Schema extends z.ZodType>(
  request: IncomingMessage,
  schema: Schema,
): Promise<Body<z.infer<Schema>>> {
  const text = await readText(request);
  if (text === null) return refused(`The body is larger than ${mostBytes / 2 ** 20} MiB.`, 413);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refused("The body is not JSON.");
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { ok: true, value: parsed.data };
  const issue = parsed.error.issues[0];
  const param = issue?.path.join(".") ?? "";
  return refused(`${param === "" ? "The body" : param}: ${issue?.message ?? "is not valid"}`, 400, param);
}

function refused(message: string, status = 400, param?: string): { ok: false; error: RequestError } {
  return { ok: false, error: { code: "invalid_request", message, status, ...(param && { param }) } };
}

/** Null when there is more than allowed; the rest is then let go by. Rejects when the client goes away. */
async function readText(request: IncomingMessage): Promise<string | null> {
  if (Number(request.headers["content-length"] ?? 0) > mostBytes) {
    request.resume();
    return null;
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= mostBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return bytes > mostBytes ? null : Buffer.concat(chunks).toString("utf8");
}

import type { z } from "zod";
import { Problem } from "@/lib/contract/problem";

/** `problem` is null when nobody answered, or not in this site's language. `headers` belong to the answer. */
export type RequestResult<Data> =
  | { ok: true; data: Data }
  | { ok: false; problem: Problem | null; headers: Headers | null };

export type RequestOptions<Schema extends z.ZodType> = {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  body?: unknown;
  headers?: Record<string, string>;
  /** Of a good answer; without one the body is not read. */
  schema?: Schema;
  signal?: AbortSignal;
  /** Sent also while the page is being left. */
  keepalive?: boolean;
};

/** Asks this site and never throws: a failure is the problem it was told, or null when there was no answer. */
export async function requestJson<Schema extends z.ZodType = z.ZodUndefined>(
  path: string,
  options: RequestOptions<Schema> = {},
): Promise<RequestResult<z.output<Schema>>> {
  const { method = "GET", body, headers, schema, signal, keepalive } = options;
  try {
    const answer = await fetch(path, {
      method,
      signal,
      keepalive,
      headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) return { ok: false, problem: await readProblem(answer), headers: answer.headers };
    return { ok: true, data: (schema ? schema.parse(await answer.json()) : undefined) as z.output<Schema> };
  } catch {
    return { ok: false, problem: null, headers: null };
  }
}

/** The problem in an answer that was not good, or null when it carries none. */
export async function readProblem(answer: Response): Promise<Problem | null> {
  const parsed = Problem.safeParse(await answer.json().catch(() => null));
  return parsed.success ? parsed.data : null;
}

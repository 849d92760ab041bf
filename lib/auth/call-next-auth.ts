import NextAuth, { type AuthOptions } from "next-auth";
import type { NextApiRequest, NextApiResponse } from "next";
import { readCookies } from "@/lib/auth/read-cookies";

export interface NextAuthCall {
  /** Segments after /api/auth, such as ["callback", "credentials"]. */
  path: string[];
  body: Record<string, unknown> | undefined;
  secure: boolean;
}

/**
 * next-auth through its pages-router door, the only one of its handlers that takes a body which was read (and limited)
 * already. Host and protocol are those that server.ts trusts.
 */
export async function callNextAuth(
  request: Request,
  { path, body, secure }: NextAuthCall,
  options: AuthOptions,
): Promise<Response> {
  const { headers, url } = request;
  const answer = new CollectedResponse();
  const host = headers.get("x-forwarded-host") ?? headers.get("host") ?? new URL(url).host;
  const seen = {
    // Next answers HEAD through GET and drops the body; next-auth knows only GET and POST.
    method: request.method === "HEAD" ? "GET" : request.method,
    query: { ...Object.fromEntries(new URL(url).searchParams), nextauth: path },
    headers: {
      ...Object.fromEntries(headers),
      "x-forwarded-host": host,
      "x-forwarded-proto": secure ? "https" : "http",
    },
    cookies: readCookies(headers.get("cookie")),
    body,
  };
  await NextAuth(seen as unknown as NextApiRequest, answer as unknown as NextApiResponse, options);
  return answer.toResponse();
}

/** As much of a NextApiResponse as next-auth writes to. */
class CollectedResponse {
  #status = 200;
  #body: string | null = null;
  #headers = new Map<string, string | string[]>();

  status(code: number): this {
    this.#status = code;
    return this;
  }
  getHeader(name: string): string | string[] | undefined {
    return this.#headers.get(name.toLowerCase());
  }
  setHeader(name: string, value: string | string[]): this {
    this.#headers.set(name.toLowerCase(), value);
    return this;
  }
  json(value: unknown): void {
    this.setHeader("content-type", "application/json");
    this.#body = JSON.stringify(value);
  }
  send(value: unknown): void {
    if (value === undefined || value === null) return;
    if (typeof value === "string") this.#body = value;
    else this.json(value);
  }
  end(): void {}

  toResponse(): Response {
    const headers = new Headers();
    for (const [name, value] of this.#headers) for (const item of [value].flat()) headers.append(name, item);
    return new Response(this.#body, { status: this.#status, headers });
  }
}

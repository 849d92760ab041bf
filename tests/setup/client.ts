import { readdirSync } from "node:fs";
import path from "node:path";
import { encode } from "next-auth/jwt";
import type { UserActor } from "@/lib/access/actor";
import { withRequest } from "./current-request";

type RouteModule = Record<
  string,
  (request: Request, context: { params: Promise<unknown> }) => Promise<Response>
>;

export interface SendOptions {
  method?: string;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as a form. */
  form?: Record<string, string>;
  /** Sent as it is. */
  body?: BodyInit;
  headers?: Record<string, string>;
  /** The page that it claims to come from; null leaves the header out. The site's own by default. */
  origin?: string | null;
}

export const testOrigin = "http://localhost:3000";

/** A browser for tests: keeps cookies and finds the route file of a path as Next does, without Next. */
export class TestClient {
  readonly cookies = new Map<string, string>();
  ip = "127.0.0.1";

  /** Brings a session cookie for this user, as after a sign-in. */
  async become(actor: UserActor): Promise<this> {
    const secret = process.env.NEXTAUTH_SECRET ?? "";
    this.cookies.set("next-auth.session-token", await encode({ token: { sid: actor.sessionId }, secret }));
    return this;
  }

  async send(url: string, options: SendOptions = {}): Promise<Response> {
    const { json, form, origin = testOrigin } = options;
    const method = options.method ?? "GET";
    const headers = new Headers({
      host: "localhost:3000",
      "x-forwarded-host": "localhost:3000",
      "x-forwarded-proto": "http",
      "x-switchyard-ip": this.ip,
      ...options.headers,
    });
    if (origin !== null && method !== "GET") headers.set("origin", origin);
    if (this.cookies.size)
      headers.set(
        "cookie",
        [...this.cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("; "),
      );
    if (json !== undefined) headers.set("content-type", headers.get("content-type") ?? "application/json");
    const body = json !== undefined ? JSON.stringify(json) : form ? new URLSearchParams(form) : options.body;
    const streamed = typeof body === "object" && body !== null && "getReader" in body;
    const request = new Request(new URL(url, testOrigin), {
      method,
      headers,
      body,
      ...(streamed && { duplex: "half" }),
    });
    const found = findRoute(new URL(request.url).pathname);
    const route = (await import(found.file)) as RouteModule;
    const handler = route[method];
    if (!handler) throw new Error(`${found.file} exports no ${method}; Next would answer 405 without a body`);
    const response = await withRequest(request, () =>
      handler(request, { params: Promise.resolve(found.params) }),
    );
    for (const cookie of response.headers.getSetCookie()) this.#store(cookie);
    return response;
  }

  get = (url: string, options?: SendOptions) => this.send(url, options);
  post = (url: string, json?: unknown, options?: SendOptions) =>
    this.send(url, { method: "POST", json, ...options });
  patch = (url: string, json?: unknown, options?: SendOptions) =>
    this.send(url, { method: "PATCH", json, ...options });
  put = (url: string, json?: unknown, options?: SendOptions) =>
    this.send(url, { method: "PUT", json, ...options });
  delete = (url: string, options?: SendOptions) => this.send(url, { method: "DELETE", ...options });

  #store(header: string): void {
    const [pair = "", ...attributes] = header.split(/;\s*/);
    const at = pair.indexOf("=");
    const name = pair.slice(0, at);
    if (attributes.some((attribute) => /^max-age=0$/i.test(attribute))) this.cookies.delete(name);
    else this.cookies.set(name, decodeURIComponent(pair.slice(at + 1)));
  }
}

/** The route file of a path: names before [parameters] before [...catchAll], backing out of dead ends. */
function findRoute(pathname: string): { file: string; params: Record<string, string | string[]> } {
  const segments = pathname.split("/").filter(Boolean).map(decodeURIComponent);
  const found = descend(path.join(process.cwd(), "app"), segments, {});
  if (!found) throw new Error(`No route file answers ${pathname}`);
  return found;
}

function descend(
  folder: string,
  segments: string[],
  params: Record<string, string | string[]>,
): { file: string; params: Record<string, string | string[]> } | null {
  const entries = readdirSync(folder, { withFileTypes: true });
  const [segment, ...rest] = segments;
  if (segment === undefined)
    return entries.some((entry) => entry.name === "route.ts")
      ? { file: path.join(folder, "route.ts"), params }
      : null;
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const inside = (name: string) => path.join(folder, name);
  for (const name of folders.filter((candidate) => /^\(.*\)$/.test(candidate))) {
    const found = descend(inside(name), segments, params);
    if (found) return found;
  }
  if (folders.includes(segment)) {
    const found = descend(inside(segment), rest, params);
    if (found) return found;
  }
  for (const name of folders) {
    const parameter = /^\[(\w+)\]$/.exec(name)?.[1];
    const found = parameter && descend(inside(name), rest, { ...params, [parameter]: segment });
    if (found) return found;
  }
  for (const name of folders) {
    const parameter = /^\[\.\.\.(\w+)\]$/.exec(name)?.[1];
    const found = parameter && descend(inside(name), [], { ...params, [parameter]: segments });
    if (found) return found;
  }
  return null;
}

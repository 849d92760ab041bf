import type { z } from "zod";
import type { Context, UserContext } from "@/lib/access/actor";
import { getActor } from "@/lib/auth/actor";
import { isProblemError, problem, problemJson } from "@/lib/errors";
import { readJson } from "@/lib/http/body";
import { assertSameOrigin } from "@/lib/http/origin";
import { limitHeaders } from "@/lib/limits/take";
import { isStorageFull } from "@/lib/shared/storage-errors";
import { log } from "@/lib/telemetry/log";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type Handler = (
  request: Request,
  next: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>;
type Out<S> = S extends z.ZodType ? z.output<S> : undefined;

interface RouteOptions<A extends "user" | "admin" | "none", B, Q, P> {
  auth: A;
  body?: B;
  query?: Q;
  params?: P;
  maxBodyBytes?: number;
  /** Status of a plain answer; 200 unless it says so, 204 when `run` returns undefined. */
  status?: number;
  run: (input: {
    ctx: A extends "none" ? Context : UserContext;
    body: Out<B>;
    query: Out<Q>;
    params: Out<P>;
    request: Request;
  }) => Promise<unknown>;
}

/** An answer whose status is not the usual one. */
export function reply(body: unknown, status: number, headers?: HeadersInit): Response {
  return Response.json(body, { status, headers });
}

/**
 * One route handler as a declaration. In this order: request id, origin (on state changes), sign-in, parse, run,
 * limit headers, errors as problem+json.
 */
export function route<
  A extends "user" | "admin" | "none",
  B extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  P extends z.ZodType | undefined = undefined,
>(options: RouteOptions<A, B, Q, P>): Handler {
  return async (request, next) => {
    const ctx: Context = {
      actor: { kind: "anonymous" },
      requestId: requestIdOf(request),
      ip: request.headers.get("x-switchyard-ip") ?? "unknown",
      limits: [],
    };
    try {
      if (request.method !== "GET" && request.method !== "HEAD") assertSameOrigin(request);
      if (options.auth !== "none") {
        const actor = await getActor();
        if (!actor)
          throw problem(
            "sign_in_required",
            "You are not signed in, or your session has ended. Sign in and try again.",
          );
        if (options.auth === "admin" && actor.role !== "admin")
          throw problem("forbidden", "Only an admin may do this.");
        ctx.actor = actor;
      }
      const params = options.params && parse(options.params, await next.params, "path");
      const query =
        options.query && parse(options.query, Object.fromEntries(new URL(request.url).searchParams), "query");
      const body = options.body && parse(options.body, await readJson(request, options.maxBodyBytes), "");
      const result = await options.run({ ctx, params, query, body, request } as Parameters<
        typeof options.run
      >[0]);
      return withHeaders(toResponse(result, options.status), ctx);
    } catch (error) {
      return withHeaders(errorResponse(error, ctx.requestId), ctx);
    }
  };
}

/** All methods of one path; those that it lacks answer 405 as problem+json. */
export function methods(handlers: Partial<Record<Method, Handler>>): Record<Method, Handler> {
  const allow = Object.keys(handlers).join(", ");
  const refuse = route({
    auth: "none",
    run: async ({ request }) => {
      throw problem(
        "method_not_allowed",
        `${request.method} is not possible here; ${allow} is.`,
        {},
        { Allow: allow },
      );
    },
  });
  return { GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse, ...handlers };
}

/** problem+json for any error; what is not a known problem is logged and told as `internal`. */
export function errorResponse(error: unknown, requestId: string): Response {
  const known = isProblemError(error)
    ? error
    : isStorageFull(error)
      ? problem(
          "storage_full",
          "The server's disk is full. Nothing was changed; an admin has to free some space.",
        )
      : error;
  if (!isProblemError(known)) log().error({ err: error, requestId }, "unexpected error");
  const json = problemJson(known, requestId);
  return new Response(JSON.stringify(json), {
    status: json.status,
    headers: { "content-type": "application/problem+json", ...(isProblemError(known) && known.headers) },
  });
}

function toResponse(result: unknown, status = 200): Response {
  // Markers instead of instanceof: a Response of another realm is one too.
  if (
    typeof result === "object" &&
    result !== null &&
    "headers" in result &&
    "body" in result &&
    "ok" in result
  )
    return result as Response;
  if (result === undefined) return new Response(null, { status: 204 });
  return Response.json(result, { status });
}

/** The id that server.ts gave; one of a strange shape is not repeated into logs and the audit trail. */
function requestIdOf(request: Request): string {
  const given = request.headers.get("x-request-id") ?? "";
  return /^[\w.:-]{1,100}$/.test(given) ? given : crypto.randomUUID();
}

function withHeaders(plain: Response, ctx: Context): Response {
  // The headers of a redirect are immutable: a copy takes ours.
  const response = new Response(plain.body, plain);
  for (const limit of ctx.limits ?? [])
    for (const [name, value] of Object.entries(limitHeaders(limit)))
      if (!response.headers.has(name)) response.headers.set(name, value);
  response.headers.set("x-request-id", ctx.requestId);
  if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
  return response;
}

function parse<S extends z.ZodType>(schema: S, value: unknown, where: string): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => ({
    path: [where, ...issue.path].filter((part) => part !== "").join("."),
    message: issue.message,
  }));
  const first = issues[0];
  throw problem(
    "invalid_request",
    `The request is not valid${first ? `: ${first.path ? `${first.path}: ` : ""}${first.message}` : ""}.`,
    { issues },
  );
}

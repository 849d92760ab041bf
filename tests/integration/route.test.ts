import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import type { UserActor } from "@/lib/access/actor";
import { problem } from "@/lib/errors";
import { methods, reply, route } from "@/lib/http/route";
import { take } from "@/lib/limits/take";
import { createUser } from "@/tests/factories/user";
import { TestClient } from "@/tests/setup/client";
import { withRequest } from "@/tests/setup/current-request";
import { createTestDatabase } from "@/tests/setup/database";

const Body = z.strictObject({
  name: z.string().max(10),
  nested: z.strictObject({ n: z.number() }).optional(),
});
const Params = z.object({ id: z.string().max(5) });
const Query = z.strictObject({ limit: z.coerce.number().int().max(9).optional() });

let admin: UserActor;
let user: UserActor;
let ran: unknown[];

beforeAll(async () => {
  await createTestDatabase();
  user = await createUser();
  admin = await createUser({ role: "admin" });
});
beforeEach(() => void (ran = []));

const endpoint = methods({
  GET: route({ auth: "user", query: Query, run: async ({ query }) => query }),
  POST: route({
    auth: "user",
    params: Params,
    body: Body,
    status: 201,
    run: async ({ ctx, body, params }) => {
      ran.push(body);
      return { name: body.name, id: params.id, actor: ctx.actor.id };
    },
  }),
  DELETE: route({ auth: "admin", run: async () => undefined }),
});

interface Sent {
  method?: string;
  as?: UserActor;
  body?: BodyInit;
  headers?: Record<string, string>;
  id?: string;
  query?: string;
}

async function send(
  { method = "POST", as, body, headers = {}, id = "1", query = "" }: Sent,
  target = endpoint,
) {
  const client = new TestClient();
  if (as) await client.become(as);
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const request = new Request(`http://localhost:3000/api/x${query}`, {
    method,
    headers: {
      host: "localhost:3000",
      ...(as && { cookie, origin: "http://localhost:3000" }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    body,
    ...(body instanceof ReadableStream && { duplex: "half" }),
  });
  const handler = target[method as keyof typeof target];
  const response = await withRequest(request, () => handler(request, { params: Promise.resolve({ id }) }));
  const text = await response.text();
  return { response, status: response.status, json: text ? JSON.parse(text) : null };
}

const good = JSON.stringify({ name: "Ada" });

describe("a route", () => {
  test("runs with the actor and what was parsed, and answers JSON that nobody stores", async () => {
    const { response, status, json } = await send({ as: user, body: good });
    expect(status).toBe(201);
    expect(json).toEqual({ name: "Ada", id: "1", actor: user.id });
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
  });

  test("repeats the request id of the server, and makes its own in place of a strange one", async () => {
    const given = await send({ as: user, body: good, headers: { "x-request-id": "abc-12345" } });
    expect(given.response.headers.get("x-request-id")).toBe("abc-12345");
    const strange = await send({ as: user, body: "{", headers: { "x-request-id": "<script>" } });
    expect(strange.json.requestId).toMatch(/^[\w-]{36}$/);
    expect(strange.response.headers.get("x-request-id")).toBe(strange.json.requestId);
  });

  test("answers 204 where there is nothing to say", async () => {
    expect(await send({ method: "DELETE", as: admin })).toMatchObject({ status: 204, json: null });
  });

  test("takes a query, and refuses an unknown field in it", async () => {
    expect(await send({ method: "GET", as: user, query: "?limit=5" })).toMatchObject({
      status: 200,
      json: { limit: 5 },
    });
    const refused = await send({ method: "GET", as: user, query: "?limit=50&colour=red" });
    expect(refused).toMatchObject({ status: 400, json: { code: "invalid_request" } });
    expect(refused.json.issues.map((issue: { path: string }) => issue.path)).toEqual([
      "query.limit",
      "query",
    ]);
  });
});

describe("refusals come in a fixed order, each before anything runs", () => {
  const foreign = { origin: "https://evil.example" };
  test.each([
    ["a foreign origin before the missing sign-in", { headers: foreign, body: "{" }, 403, "bad_origin"],
    ["the missing sign-in before the body", { body: "{" }, 401, "sign_in_required"],
    ["the path before the body", { signedIn: true, id: "too-long", body: "{" }, 400, "invalid_request"],
    [
      "the media type before the JSON",
      { signedIn: true, body: "{", headers: { "content-type": "text/plain" } },
      415,
      "unsupported_media",
    ],
    ["JSON rubbish", { signedIn: true, body: "{rubbish" }, 400, "invalid_request"],
    ["an empty body", { signedIn: true, body: "" }, 400, "invalid_request"],
    [
      "bytes that are not UTF-8",
      { signedIn: true, body: new Uint8Array([0x22, 0xff, 0x22]) },
      400,
      "invalid_request",
    ],
    ["JSON that is no object", { signedIn: true, body: "[1]" }, 400, "invalid_request"],
    ["no body at all", { signedIn: true }, 415, "unsupported_media"],
  ] as const)("%s", async (_what, { signedIn, ...sent }: Sent & { signedIn?: boolean }, status, code) => {
    const answer = await send({ ...sent, ...(signedIn && { as: user }) });
    expect(answer).toMatchObject({ status, json: { code, status } });
    expect(answer.response.headers.get("content-type")).toBe("application/problem+json");
    expect(ran).toEqual([]);
  });

  test("a user where an admin is needed", async () => {
    expect(await send({ method: "DELETE", as: user })).toMatchObject({
      status: 403,
      json: { code: "forbidden" },
    });
  });

  test("an unknown field, at any depth, with the path of each issue", async () => {
    const { status, json } = await send({
      as: user,
      body: JSON.stringify({
        name: "much too long a name",
        nested: { n: "1", extra: 1 },
        __proto__: null,
        role: "admin",
      }),
    });
    expect(status).toBe(400);
    expect(json.issues.map((issue: { path: string }) => issue.path).toSorted()).toEqual([
      "",
      "name",
      "nested",
      "nested.n",
    ]);
    expect(ran).toEqual([]);
  });
});

describe("a body that is too large", () => {
  const megabyte = 1024 * 1024;
  test("is refused by its Content-Length, before it is read", async () => {
    let pulled = 0;
    const body = new ReadableStream({ pull: () => void pulled++ }, { highWaterMark: 0 });
    const answer = await send({ as: user, body, headers: { "content-length": String(megabyte + 1) } });
    expect(answer).toMatchObject({ status: 413, json: { code: "too_large" } });
    expect(pulled).toBe(0);
  });

  test("is refused while counting, when it did not say how long it is", async () => {
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(megabyte / 4).fill(32));
        sent++;
      },
    });
    expect(await send({ as: user, body })).toMatchObject({ status: 413, json: { code: "too_large" } });
    expect(sent).toBeLessThan(8);
  });

  test("just fits at the limit", async () => {
    const body = good + " ".repeat(megabyte - good.length);
    expect(await send({ as: user, body })).toMatchObject({ status: 201 });
  });
});

describe("methods and errors", () => {
  test("a method that the path lacks is 405 as problem+json, and Allow names the others", async () => {
    const { response, status, json } = await send({ method: "PUT", as: user, body: good });
    expect(status).toBe(405);
    expect(json.code).toBe("method_not_allowed");
    expect(response.headers.get("allow")).toBe("GET, POST, DELETE");
  });

  const failing = (error: unknown) =>
    methods({ GET: route({ auth: "none", run: async () => Promise.reject(error) }) });

  test("an unexpected error is 500 and keeps its words to itself", async () => {
    const { status, json } = await send(
      { method: "GET" },
      failing(new Error("no such table: Secret at /srv/db")),
    );
    expect(status).toBe(500);
    expect(json.code).toBe("internal");
    expect(JSON.stringify(json)).not.toMatch(/Secret|srv|stack/);
  });

  test("a full disk is 507 in words for a person", async () => {
    const { status, json } = await send(
      { method: "GET" },
      failing({ message: "x", cause: { message: "SQLITE_FULL" } }),
    );
    expect(status).toBe(507);
    expect(json).toMatchObject({ code: "storage_full" });
  });

  test("a problem brings its headers and members, and the limits that were taken are told on refusals too", async () => {
    const limited = methods({
      GET: route({
        auth: "none",
        run: async ({ ctx }) => {
          ctx.limits?.push(await take("switch.user", "somebody"));
          throw problem("version_conflict", "Changed meanwhile.", {}, { "x-extra": "1" });
        },
      }),
    });
    const { response, json } = await send({ method: "GET" }, limited);
    expect(json).toMatchObject({ status: 409, code: "version_conflict" });
    expect(response.headers.get("x-extra")).toBe("1");
    expect(response.headers.get("ratelimit")).toBe('"switch";r=29;t=60');
  });

  test("a ready-made response passes, also one whose headers can not be changed", async () => {
    const own = methods({
      GET: route({ auth: "none", run: async () => Response.redirect("http://localhost:3000/next", 302) }),
      POST: route({ auth: "none", run: async () => reply({ state: "warming" }, 202, { "x-own": "1" }) }),
    });
    const moved = await send({ method: "GET" }, own);
    expect(moved.status).toBe(302);
    expect(moved.response.headers.get("location")).toBe("http://localhost:3000/next");
    expect(moved.response.headers.get("x-request-id")).toBeTruthy();
    const accepted = await send({ method: "POST" }, own);
    expect(accepted).toMatchObject({ status: 202, json: { state: "warming" } });
    expect(accepted.response.headers.get("x-own")).toBe("1");
  });
});

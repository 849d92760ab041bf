import { randomUUID } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ConversationAnswer, ModelsAnswer, Problem } from "@/tests/e2e/harness/api-types";
import type { Answer, HttpClient } from "@/tests/e2e/harness/http-client";
import { expect, newAccount, test } from "@/tests/e2e/harness/http-fixtures";
import { alpha, beta, writeTestModels } from "@/tests/e2e/harness/models";

/** Typed, for a person, and without anything from the inside. */
function expectProblem(answer: Answer<Problem>, status: number, code: string | RegExp): void {
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
  expect(answer.body).toMatchObject({ status, requestId: expect.any(String), title: expect.any(String) });
  expect(answer.body.code).toMatch(code);
  expect(answer.headers.get("x-request-id")).toBe(answer.body.requestId);
  expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\.ts:|SELECT |prisma|\/tmp\/|at async/i);
}

const switchTo = (client: HttpClient, model: string, provider = "llamacpp") =>
  client.send<Problem>("POST", "/api/models/switch", { provider, model });
const message = (text: string, id = randomUUID()) => ({
  id,
  message: { id: randomUUID(), role: "user", parts: [{ type: "text", text }] },
});

test("an unknown model, an unknown provider and a path are refused; the selection stays", async ({
  user,
}) => {
  await user.post("/api/models/switch", { provider: "llamacpp", model: alpha });
  const { selection } = await user.get<ModelsAnswer>("/api/models");
  expectProblem(await switchTo(user, "no-such.gguf"), 404, "not_found");
  expectProblem(await switchTo(user, alpha, "no-such-provider"), 404, "not_found");
  for (const path of [
    "../../etc/passwd",
    "/etc/passwd",
    `../models/${alpha}`,
    `./${alpha}`,
    "..",
    "a\u0000b",
    "%2e%2e%2fpasswd",
  ]) {
    const answer = await switchTo(user, path);
    expectProblem(answer, answer.status === 400 ? 400 : 404, /^(invalid_request|not_found)$/);
  }
  const chat = await user.send<Problem>("POST", "/api/chat", {
    ...message("Hello"),
    model: { provider: "llamacpp", model: "../../etc/passwd" },
  });
  expectProblem(chat, chat.status === 400 ? 400 : 404, /^(invalid_request|not_found)$/);
  expect((await user.get<ModelsAnswer>("/api/models")).selection).toEqual(selection);
});

test("a GGUF that is cut off, no GGUF, a folder or a link out of the folder cannot be chosen; the site goes on", async ({
  ownSite,
}) => {
  const site = await ownSite({
    writeModels: (folder) => {
      writeTestModels(folder);
      const whole = readFileSync(join(folder, alpha));
      writeFileSync(join(folder, "half.gguf"), whole.subarray(0, whole.length / 2));
      writeFileSync(join(folder, "header.gguf"), whole.subarray(0, 40));
      writeFileSync(join(folder, "empty.gguf"), "");
      writeFileSync(join(folder, "text.gguf"), "this is no model");
      mkdirSync(join(folder, "folder.gguf"));
      const outside = join(folder, "..", "outside.gguf");
      copyFileSync(join(folder, beta), outside);
      symlinkSync(outside, join(folder, "link.gguf"));
    },
  });
  const user = await site.signedIn();
  await user.post("/api/models/switch", { provider: "llamacpp", model: alpha });
  const { selection } = await user.get<ModelsAnswer>("/api/models");
  for (const name of ["half.gguf", "header.gguf", "empty.gguf", "text.gguf"]) {
    const answer = await switchTo(user, name);
    expectProblem(answer, 422, "invalid_model_file");
    expect(answer.body, name).toMatchObject({ reason: expect.any(String) });
  }
  for (const name of ["folder.gguf", "link.gguf"]) {
    const answer = await switchTo(user, name);
    expectProblem(answer, answer.status === 422 ? 422 : 404, /^(invalid_model_file|not_found)$/);
  }
  expect((await user.get<ModelsAnswer>("/api/models")).selection).toEqual(selection);
  expect((await user.ask({ conversationId: randomUUID(), text: "Hello" })).metadata).toMatchObject({
    status: "completed",
  });
});

test("a message of 2 MB is too large, whether its length is announced or not, and makes no conversation", async ({
  user,
}) => {
  const body = message("x".repeat(2 * 1024 * 1024));
  expectProblem(await user.send<Problem>("POST", "/api/chat", body), 413, "too_large");
  const stream = new Blob([JSON.stringify(body)]).stream();
  const chunked = await user.fetch("/api/chat", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: stream,
    duplex: "half",
  } as RequestInit & { duplex: "half" });
  expect(chunked.status).toBe(413);
  expect((await chunked.json()) as Problem).toMatchObject({ code: "too_large" });
  expect((await user.send("GET", `/api/conversations/${body.id}`)).status).toBe(404);
});

test("JSON rubbish, unknown fields, wrong types and a wrong media type are refused with what is wrong", async ({
  user,
}) => {
  const raw = (body: string, type = "application/json") =>
    user.send<Problem>("POST", "/api/models/switch", body, { "content-type": type });
  expectProblem(await raw("{ not json"), 400, "invalid_request");
  expectProblem(await raw(""), 400, "invalid_request");
  expectProblem(await raw("[1,2,3]"), 400, "invalid_request");
  expectProblem(await raw('"llamacpp"'), 400, "invalid_request");
  const extra = await raw(JSON.stringify({ provider: "llamacpp", model: alpha, tier: "pro" }));
  expectProblem(extra, 400, "invalid_request");
  const wrong = await raw(JSON.stringify({ provider: 7, model: alpha }));
  expectProblem(wrong, 400, "invalid_request");
  expect(wrong.body.issues).toEqual([
    expect.objectContaining({ path: "provider", message: expect.any(String) }),
  ]);
  expectProblem(
    await raw("provider=llamacpp", "application/x-www-form-urlencoded"),
    415,
    "unsupported_media",
  );
  expectProblem(
    await user.send<Problem>("POST", "/api/chat", { id: "not-a-uuid", message: 5 }),
    400,
    "invalid_request",
  );
  expectProblem(
    await user.send<Problem>("PATCH", "/api/settings", { activeModel: beta }),
    400,
    "invalid_request",
  );
  expectProblem(await user.send<Problem>("DELETE", "/api/models"), 405, "method_not_allowed");
  expectProblem(await user.send<Problem>("GET", "/api/no-such-thing"), 404, "not_found");
});

test("without a session nothing is answered but where to sign in", async ({ site }) => {
  const nobody = site.client();
  for (const [method, path, body] of [
    ["GET", "/api/models", undefined],
    ["GET", "/api/models/capabilities", undefined],
    ["POST", "/api/models/switch", { provider: "llamacpp", model: alpha }],
    ["POST", "/api/chat", message("Hello")],
    ["GET", "/api/conversations", undefined],
    ["GET", `/api/conversations/${randomUUID()}`, undefined],
    ["GET", "/api/settings", undefined],
    ["GET", "/api/events", undefined],
    ["GET", "/api/admin/users", undefined],
  ] as const)
    expectProblem(await nobody.send<Problem>(method, path, body), 401, "sign_in_required");
});

test("another user's conversation cannot be read, written to, stopped or watched", async ({ site, user }) => {
  const id = randomUUID();
  await user.ask({ conversationId: id, text: "Hello" });
  const before = await user.get<ConversationAnswer>(`/api/conversations/${id}`);
  const other = await site.signedIn(await site.createUser(newAccount("Otto Other")));
  for (const [method, path, body] of [
    ["GET", `/api/conversations/${id}`, undefined],
    ["DELETE", `/api/conversations/${id}`, undefined],
    ["POST", "/api/chat", message("Mine now", id)],
    ["POST", `/api/chat/${id}/stop`, undefined],
    ["GET", `/api/chat/${id}/stream`, undefined],
    ["POST", "/api/models/switch", { provider: "llamacpp", model: beta, conversationId: id }],
    ["GET", `/api/models?conversationId=${id}`, undefined],
  ] as const)
    expectProblem(await other.send<Problem>(method, path, body), 404, "not_found");
  expect(await user.get<ConversationAnswer>(`/api/conversations/${id}`)).toEqual(before);
});

test("a page of another site cannot act for a signed-in user", async ({ user }) => {
  const body = { provider: "llamacpp", model: beta };
  const { selection } = await user.get<ModelsAnswer>("/api/models");
  expectProblem(
    await user.send<Problem>("POST", "/api/models/switch", body, { origin: "https://evil.example" }),
    403,
    "bad_origin",
  );
  expectProblem(
    await user.send<Problem>("POST", "/api/models/switch", body, { origin: "null" }),
    403,
    "bad_origin",
  );
  expect((await user.get<ModelsAnswer>("/api/models")).selection).toEqual(selection);
});

test("a user is no admin", async ({ user }) => {
  expectProblem(await user.send<Problem>("GET", "/api/admin/users"), 403, "forbidden");
  expectProblem(await user.send<Problem>("POST", "/api/admin/users", newAccount()), 403, "forbidden");
  expectProblem(
    await user.send<Problem>("PATCH", "/api/admin/settings", { registration: "open" }),
    403,
    "forbidden",
  );
});

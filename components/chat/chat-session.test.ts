import { afterEach, describe, expect, test, vi } from "vitest";
import { ChatSession } from "@/components/chat/chat-session";
import { textOf, type ChatMessage } from "@/components/chat/message-types";

const id = "11111111-1111-4111-8111-111111111111";
const now = "2026-11-22T13:00:00.000Z";

type Answer = Response | (() => Response);
let routes: Record<string, Answer[]> = {};
let asked: { path: string; body: Record<string, unknown> | null }[] = [];

/** Each path answers in turn; what is not planned for is a lost connection. */
function server(plan: Record<string, Answer[]>) {
  routes = plan;
  asked = [];
  vi.stubGlobal("fetch", async (path: string, init?: RequestInit) => {
    asked.push({ path, body: init?.body ? JSON.parse(String(init.body)) : null });
    const answer = routes[path]?.shift();
    if (!answer) throw new TypeError("fetch failed");
    return typeof answer === "function" ? answer() : answer;
  });
}
afterEach(() => vi.unstubAllGlobals());

/** The id of the message that was sent first. */
const sentId = () => (asked[0]?.body?.message as { id: string } | undefined)?.id ?? "nothing was sent";
const problem = (status: number, code: string, detail: string) =>
  new Response(JSON.stringify({ type: "x", title: "x", status, code, detail, requestId: "r" }), { status });
const conversation = (...messages: object[]) =>
  Response.json({
    conversation: { id, title: "T", selection: null, createdAt: now, updatedAt: now },
    messages,
  });
const stored = (messageId: string, role: string, text: string, status?: string) => ({
  id: messageId,
  role,
  parts: text === "" ? [] : [{ type: "text", text }],
  metadata: { createdAt: now, ...(status && { status }) },
});

/** An answer's stream; `cut` breaks the connection after its chunks, `quiet` ends without a word. */
function stream(chunks: object[], end: "done" | "cut" | "quiet" = "done"): Response {
  const encoder = new TextEncoder();
  const lines = chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`);
  if (end === "done") lines.push("data: [DONE]\n\n");
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const line = lines.shift();
      if (line !== undefined) controller.enqueue(encoder.encode(line));
      else if (end === "cut") controller.error(new TypeError("network error"));
      else controller.close();
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}
const start = { type: "start", messageId: "a1", messageMetadata: { status: "running" } };
const words = (...texts: string[]) => [
  { type: "text-start", id: "t" },
  ...texts.map((delta) => ({ type: "text-delta", id: "t", delta })),
];
const finish = [
  { type: "text-end", id: "t" },
  { type: "finish", finishReason: "stop", messageMetadata: { status: "completed" } },
];

/** A session, what came back to the person, and a way to wait for what it shows. */
function open(options: Partial<ConstructorParameters<typeof ChatSession>[0]> = {}) {
  const session = new ChatSession({ id, isNew: true, ...options });
  const returned: string[] = [];
  let accepted = 0;
  session.setHandlers({ onAccepted: () => accepted++, onReturned: (text) => returned.push(text) });
  const close = session.open();
  const texts = () =>
    session.chat.messages.map((message: ChatMessage) => `${message.role}: ${textOf(message)}`);
  const last = () => session.chat.messages.at(-1);
  return { session, returned, texts, last, close, accepted: () => accepted };
}

describe("sending", () => {
  test("posts the last message only, and the answer arrives", async () => {
    server({ "/api/chat": [stream([start, ...words("Hel", "lo"), ...finish])] });
    const { session, texts, last, accepted } = open();
    expect(session.send("Hi")).toBe(true);
    await vi.waitFor(() => expect(last()?.metadata?.status).toBe("completed"));
    expect(texts()).toEqual(["user: Hi", "assistant: Hello"]);
    expect(accepted()).toBe(1);
    expect(asked[0]?.body).toEqual({
      id,
      trigger: "submit-message",
      message: { id: session.chat.messages[0]?.id, role: "user", parts: [{ type: "text", text: "Hi" }] },
    });
  });

  test("a second click while the first is on its way sends nothing", async () => {
    server({ "/api/chat": [stream([start, ...words("x"), ...finish])] });
    const { session, last } = open();
    expect([session.send("Hi"), session.send("Hi")]).toEqual([true, false]);
    await vi.waitFor(() => expect(last()?.metadata?.status).toBe("completed"));
    expect(asked).toHaveLength(1);
  });

  test("spaces are no message", () => {
    server({});
    expect(open().session.send(" \n ")).toBe(false);
    expect(asked).toEqual([]);
  });

  test("a refusal before the stream gives the text back and says why", async () => {
    server({ "/api/chat": [problem(429, "rate_limited", "Too many messages.")] });
    const { session, returned, texts, accepted } = open();
    session.send("precious");
    await vi.waitFor(() => expect(returned).toEqual(["precious"]));
    expect(texts()).toEqual([]);
    expect(session.view().notice).toMatchObject({
      text: "Too many messages. Your text is back in the field.",
      problem: { code: "rate_limited" },
    });
    expect(accepted()).toBe(0);
  });

  test("another tab was faster: the text is kept, and its answer is shown", async () => {
    server({
      "/api/chat": [problem(409, "answer_running", "An answer is still being written.")],
      [`/api/conversations/${id}`]: [
        conversation(),
        conversation(stored("u9", "user", "from the other tab"), stored("a1", "assistant", "", "running")),
      ],
      [`/api/chat/${id}/stream`]: [stream([start, ...words("there"), ...finish])],
    });
    const { session, returned, texts, last } = open({ isNew: false });
    await vi.waitFor(() => expect(session.view().place).toBe("here"));
    session.send("mine");
    await vi.waitFor(() => expect(last()?.metadata?.status).toBe("completed"));
    expect(returned).toEqual(["mine"]);
    expect(texts()).toEqual(["user: from the other tab", "assistant: there"]);
  });

  test("a message that was lost comes back and is sent again under the same id", async () => {
    server({ [`/api/conversations/${id}`]: [problem(404, "not_found", "There is no such chat.")] });
    const { session, returned } = open();
    session.send("Hi");
    await vi.waitFor(() => expect(returned).toEqual(["Hi"]));
    const first = asked[0]?.body?.message;
    routes["/api/chat"] = [stream([start, ...words("x"), ...finish])];
    session.send("Hi");
    await vi.waitFor(() => expect(session.chat.status).toBe("ready"));
    expect(asked.findLast(({ path }) => path === "/api/chat")?.body?.message).toEqual(first);
  });

  test("a message that did arrive although its answer got lost is not sent again", async () => {
    server({
      [`/api/conversations/${id}`]: [
        () => conversation(stored(sentId(), "user", "Hi"), stored("a1", "assistant", "", "running")),
      ],
      [`/api/chat/${id}/stream`]: [stream([start, ...words("Hello"), ...finish])],
    });
    const { session, returned, texts, last, accepted } = open();
    session.send("Hi");
    await vi.waitFor(() => expect(last()?.metadata?.status).toBe("completed"));
    expect(texts()).toEqual(["user: Hi", "assistant: Hello"]);
    expect(returned).toEqual([]);
    expect(accepted()).toBe(1);
  });
});

describe("a running answer", () => {
  test("goes on after a reload, and no text stands twice", async () => {
    const running = [stored("u1", "user", "Hi"), stored("a1", "assistant", "Hel", "running")];
    server({
      [`/api/conversations/${id}`]: [conversation(...running)],
      [`/api/chat/${id}/stream`]: [stream([start, ...words("Hel", "lo"), ...finish])],
    });
    const { texts, last } = open({ isNew: false });
    await vi.waitFor(() => expect(last()?.metadata?.status).toBe("completed"));
    expect(texts()).toEqual(["user: Hi", "assistant: Hello"]);
  });

  test.each(["cut", "quiet"] as const)("goes on after its connection was lost (%s)", async (end) => {
    server({
      "/api/chat": [stream([start, ...words("Hel")], end)],
      [`/api/conversations/${id}`]: [
        () => conversation(stored("u1", "user", "Hi"), stored("a1", "assistant", "Hel", "running")),
      ],
      [`/api/chat/${id}/stream`]: [stream([start, ...words("Hel", "lo"), ...finish])],
    });
    const { session, texts, last } = open();
    session.send("Hi");
    await vi.waitFor(() => expect(last()?.metadata?.status).toBe("completed"));
    expect(texts()).toEqual(["user: Hi", "assistant: Hello"]);
  });

  test("an error that the server tells ends it: nothing is asked again", async () => {
    const error = {
      type: "error",
      errorText: await problem(502, "provider_failed", "The engine restarted.").text(),
    };
    const told = { type: "message-metadata", messageMetadata: { status: "interrupted" } };
    server({ "/api/chat": [stream([start, ...words("Hel"), { type: "text-end", id: "t" }, told, error])] });
    const { session, texts, last } = open();
    session.send("Hi");
    await vi.waitFor(() => expect(session.chat.status).toBe("error"));
    expect(last()?.metadata?.status).toBe("interrupted");
    expect(texts()).toEqual(["user: Hi", "assistant: Hel"]);
    expect(asked).toHaveLength(1);
  });

  test("a refused second try puts the first answer back", async () => {
    const answer = stored("a1", "assistant", "First.", "completed");
    server({
      [`/api/conversations/${id}`]: [conversation(stored("u1", "user", "Hi"), answer)],
      "/api/chat": [problem(403, "tier_locked", "Pro is not part of your account.")],
    });
    const { session, texts } = open({ isNew: false });
    await vi.waitFor(() => expect(texts()).toHaveLength(2));
    session.answerAgain("a1", { provider: "p", model: "m" });
    await vi.waitFor(() => expect(session.view().notice?.text).toBe("Pro is not part of your account."));
    expect(texts()).toEqual(["user: Hi", "assistant: First."]);
    expect(asked.at(-1)?.body).toEqual({
      id,
      trigger: "regenerate-message",
      messageId: "a1",
      model: { provider: "p", model: "m" },
    });
  });
});

test("a chat that is not there, or not yours, is missing", async () => {
  server({ [`/api/conversations/${id}`]: [problem(404, "not_found", "There is no such chat.")] });
  const { session } = open({ isNew: false });
  await vi.waitFor(() => expect(session.view().place).toBe("missing"));
});

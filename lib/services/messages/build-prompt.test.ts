import { describe, expect, test } from "vitest";
import { isProblemError } from "@/lib/errors";
import { buildPrompt, estimateTokens, type Turn } from "@/lib/services/messages/build-prompt";

const user = (text: string): Turn => ({ role: "user", text });
const assistant = (text: string): Turn => ({ role: "assistant", text });
const build = (turns: Turn[], contextLength: number | null = 4096) =>
  buildPrompt({ system: "Be brief.", turns, contextLength, maxOutputTokens: 1024 });

describe("the prompt", () => {
  test("is the whole conversation where it fits", () => {
    const { messages, dropped } = build([user("a"), assistant("b"), user("c")]);
    expect(messages).toEqual([
      { role: "user", content: "a" },
      { role: "assistant", content: "b" },
      { role: "user", content: "c" },
    ]);
    expect(dropped).toBe(0);
  });

  test("loses its oldest turns first, and begins with the user", () => {
    const long = "x".repeat(3000);
    const turns = [user(long), assistant(long), user(long), assistant(long), user("last")];
    const { messages, dropped } = build(turns);
    expect(dropped).toBe(2);
    expect(messages.map((m) => m.role)).toEqual(["user", "assistant", "user"]);
    expect(messages.at(-1)).toEqual({ role: "user", content: "last" });
  });

  test("never exceeds the window together with the reserved answer", () => {
    const turns = Array.from({ length: 101 }, (_, i) => (i % 2 ? assistant : user)("word ".repeat(i * 2)));
    const { messages, system } = build(turns, 2048);
    const used = [system, ...messages.map((m) => String(m.content))].reduce(
      (sum, t) => sum + estimateTokens(t),
      0,
    );
    expect(used + 512).toBeLessThanOrEqual(2048);
    expect(messages.length).toBeGreaterThan(1);
  });

  test("is refused when the last message alone does not fit", () => {
    let thrown: unknown;
    try {
      build([user("x".repeat(20_000))]);
    } catch (error) {
      thrown = error;
    }
    expect(isProblemError(thrown) && thrown.code).toBe("incompatible_conversation");
    expect(isProblemError(thrown) && thrown.members.reasons).toMatchObject([
      {
        kind: "context_window",
        available: 4096,
      },
    ]);
  });

  test("is never trimmed for a model whose window is unknown", () => {
    expect(build([user("x".repeat(90_000)), assistant("b"), user("c")], null).dropped).toBe(0);
  });

  test("alternates roles also after an answer that failed, and says a repeated question once", () => {
    const { messages } = build([user("one"), assistant(""), user("two"), assistant(""), user("two")]);
    expect(messages).toEqual([{ role: "user", content: "one\n\ntwo" }]);
  });
});

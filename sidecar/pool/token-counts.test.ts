import { expect, test } from "vitest";
import type { ToRunner } from "@/sidecar/runner/protocol";
import type { Resident } from "./residents";
import { TokenCounts } from "./token-counts";

function world() {
  const sent: Extract<ToRunner, { type: "count" }>[] = [];
  const resident = {
    send: (message: ToRunner) => void (message.type === "count" && sent.push(message)),
  } as unknown as Resident;
  const counts = new TokenCounts();
  const abort = new AbortController();
  const ask = () => counts.ask(resident, [{ role: "user", content: "hi" }], abort.signal);
  return { sent, counts, abort, ask };
}

test("each question hears its own answer", async () => {
  const { sent, counts, ask } = world();
  const [first, second] = [ask(), ask()];
  expect(counts.hear({ type: "counted", ticket: sent[1]!.ticket, tokens: 2 })).toBe(true);
  expect(counts.hear({ type: "counted", ticket: sent[0]!.ticket, tokens: 1 })).toBe(true);
  expect(await Promise.all([first, second])).toEqual([1, 2]);
});

test("a runner that fails or goes away leaves nobody waiting", async () => {
  const { sent, counts, abort, ask } = world();
  const failed = ask();
  counts.hear({ type: "failed", ticket: sent[0]!.ticket, error: { code: "internal", message: "" } });
  expect(await failed).toBeNull();
  const left = ask();
  abort.abort();
  expect(await left).toBeNull();
  expect(await ask()).toBeNull();
  // Its late answer is nobody's.
  expect(counts.hear({ type: "counted", ticket: sent[1]!.ticket, tokens: 3 })).toBe(true);
});

test("what other work fails with is not its business", () => {
  const { counts } = world();
  expect(counts.hear({ type: "failed", ticket: "chat", error: { code: "internal", message: "" } })).toBe(
    false,
  );
  expect(counts.hear({ type: "started", ticket: "chat", promptMs: 1 })).toBe(false);
});

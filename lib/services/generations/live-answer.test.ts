import { describe, expect, test } from "vitest";
import { type AnswerChunk, compact, LiveAnswer } from "@/lib/services/generations/live-answer";

const live = () => new LiveAnswer({ id: "g", conversationId: "c", messageId: "m", userId: "u" });
const delta = (text: string, id = "t"): AnswerChunk => ({ type: "text-delta", id, delta: text });
const place = (position: number): AnswerChunk => ({
  type: "data-queue",
  data: { position, etaMs: null },
  transient: true,
});

describe("a live answer", () => {
  test("is replayed from its start to whoever comes late, and goes on for everybody", async () => {
    const answer = live();
    answer.emit({ type: "start", messageId: "m" }, delta("a"));
    const early = answer.watch().getReader();
    expect(await early.read()).toMatchObject({ value: { type: "start" } });
    answer.emit(delta("b"));
    const late = answer.watch().getReader();
    expect(await late.read()).toMatchObject({ value: { type: "start" } });
    expect(await late.read()).toMatchObject({ value: { delta: "ab" } });
    const waiting = late.read();
    answer.emit(delta("c"));
    expect(await waiting).toMatchObject({ value: { delta: "c" } });
    answer.close();
    expect((await late.read()).done).toBe(true);
    expect(await early.read()).toMatchObject({ value: { delta: "a" } });
    expect(await early.read()).toMatchObject({ value: { delta: "bc" } });
    expect((await early.read()).done).toBe(true);
  });

  test("neither waits for a listener that left nor ends by it", async () => {
    const answer = live();
    const reader = answer.watch().getReader();
    const pending = reader.read();
    await reader.cancel();
    expect((await pending).done).toBe(true);
    answer.emit(delta("a"));
    expect(answer.signal.aborted).toBe(false);
    answer.close();
    await answer.done;
  });

  test("is ended for the first reason that was given", () => {
    const answer = live();
    answer.end("stopped");
    answer.end("shutting_down");
    expect(answer.signal.reason).toBe("stopped");
  });
});

test("only neighbouring deltas of one part are joined, and of the places in line the last one counts", () => {
  const text = (id: string, all: string): AnswerChunk => delta(all, id);
  expect(
    compact([place(3), text("1", "a"), text("1", "b"), place(2), text("2", "c"), text("1", "d")]),
  ).toEqual([text("1", "ab"), place(2), text("2", "c"), text("1", "d")]);
});

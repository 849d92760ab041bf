import type { BatchItem, LlamaContextSequence, Token } from "node-llama-cpp";
import { describe, expect, test } from "vitest";
import { Scheduler } from "@/sidecar/runner/scheduler";
import { StepTimes } from "@/sidecar/runner/step-times";

const item = (sequenceId: number, tokens: number): BatchItem => ({
  tokens: Array.from({ length: tokens }, () => 0 as Token),
  logits: [],
  evaluationPriority: sequenceId as BatchItem["evaluationPriority"],
});

/** A sequence whose steps the test decides: every evaluation waits for `step()`. */
function manualSequence() {
  const evaluated: number[] = [];
  let wake = (): void => {};
  const step = (): void => wake();
  const nextStep = (): Promise<void> => new Promise((resolve) => (wake = resolve));
  const sequence = {
    async evaluateWithoutGeneratingNewTokens(tokens: Token[]) {
      evaluated.push(tokens.length);
      await nextStep();
    },
    async *evaluate(tokens: Token[]) {
      evaluated.push(tokens.length);
      for (;;) {
        await nextStep();
        yield 7 as Token;
      }
    },
  };
  return { sequence: sequence as unknown as LlamaContextSequence, evaluated, step };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const prompt = (length: number): Token[] => Array.from({ length }, () => 1 as Token);

describe("Scheduler", () => {
  test("a step waits until every running stream has queued, but not for ever", () => {
    const scheduler = new Scheduler(new StepTimes(135e6, 512));
    const streams = [0, 1].map((id) =>
      scheduler.run(manualSequence().sequence, id, prompt(1), {}, new AbortController().signal),
    );
    for (const stream of streams) void stream.next();
    expect(scheduler.strategy({ items: [item(0, 1)], size: 512 })).toEqual([]);
    expect(
      scheduler
        .strategy({ items: [item(1, 1), item(0, 1)], size: 512 })
        .map(({ item: { evaluationPriority } }) => evaluationPriority),
    ).toEqual([0, 1]);
    const turns = Array.from(
      { length: 65 },
      () => scheduler.strategy({ items: [item(0, 1)], size: 512 }).length,
    );
    expect(turns.slice(0, 64)).toEqual(Array.from({ length: 64 }, () => 0));
    expect(turns[64]).toBe(1);
  });

  test("a prompt is read in chunks, and an abort ends it at the next one", async () => {
    const { sequence, evaluated, step } = manualSequence();
    const abort = new AbortController();
    const scheduler = new Scheduler(new StepTimes(135e6, 512));
    const first = scheduler.run(sequence, 0, prompt(900), {}, abort.signal).next();
    await settle();
    step();
    await settle();
    expect(evaluated).toHaveLength(2);
    expect(evaluated[0]).toBeLessThan(200);
    abort.abort();
    step();
    expect(await first).toEqual({ done: true, value: undefined });
    expect(evaluated).toHaveLength(2);
  });

  test("what is left of a prompt after a chunk has no step of its own where it is small", async () => {
    const times = new StepTimes(135e6, 512);
    const scheduler = new Scheduler(times);
    const read = (length: number): number | undefined => {
      const { sequence, evaluated } = manualSequence();
      const abort = new AbortController();
      void scheduler.run(sequence, 0, prompt(length), {}, abort.signal).next();
      return evaluated[0];
    };
    const whole = Math.floor(times.room(0) * 1.2);
    expect(read(whole)).toBe(whole);
    expect(new Scheduler(times).strategy({ items: [item(0, whole)], size: 512 })[0]?.processAmount).toBe(
      whole,
    );
  });

  test("exclusive work parks a stream at its next token", async () => {
    const { sequence, step } = manualSequence();
    const scheduler = new Scheduler(new StepTimes(135e6, 512));
    const stream = scheduler.run(sequence, 0, prompt(2), {}, new AbortController().signal);
    const first = stream.next();
    await settle();
    step();
    await first;
    let finish = (): void => {};
    const work = scheduler.exclusive(() => new Promise<void>((resolve) => (finish = resolve)));
    let second = false;
    const next = stream.next().then(() => (second = true));
    await settle();
    step();
    await settle();
    expect(second).toBe(false);
    expect(scheduler.strategy({ items: [item(1, 1)], size: 512 })).toHaveLength(1);
    finish();
    await work;
    await settle();
    step();
    await next;
    expect(second).toBe(true);
  });
});

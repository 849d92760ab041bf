import { describe, expect, test } from "vitest";
import { smallestChunk, StepTimes } from "@/sidecar/runner/step-times";

const learn = (times: StepTimes, count: number, ms: number, streams: number, promptTokens: number): void => {
  for (let i = 0; i < count; i++) times.measured(ms, streams, promptTokens);
};

describe("StepTimes", () => {
  test("a large model begins with small chunks, a small one with large ones", () => {
    expect(new StepTimes(7e9, 512).room(0)).toBe(smallestChunk);
    expect(new StepTimes(135e6, 512).room(0)).toBeGreaterThan(80);
  });

  test("the chunk settles where a step takes the target time", () => {
    const times = new StepTimes(135e6, 512);
    learn(times, 100, 400, 0, 100);
    expect(times.room(0)).toBe(Math.floor(280 / 4));
  });

  test("beside running answers the chunk leaves room for their own step", () => {
    const times = new StepTimes(135e6, 512);
    learn(times, 50, 30, 4, 0);
    learn(times, 50, 130, 4, 50);
    expect(times.room(4)).toBeCloseTo((170 - 30) / 2, -1);
  });

  test("one slow step of others on the machine does not spoil the figure", () => {
    const times = new StepTimes(135e6, 512);
    learn(times, 50, 10, 2, 0);
    const before = times.room(2);
    times.measured(3_000, 2, 0);
    expect(times.room(2)).toBeGreaterThan(before * 0.9);
  });

  test("however slow the machine, a prompt goes on", () => {
    const times = new StepTimes(135e6, 512);
    learn(times, 50, 60_000, 1, 24);
    expect(times.room(1)).toBe(smallestChunk);
  });

  test("a chunk is never larger than a step, so that a cancel waits for one step only", () => {
    expect(new StepTimes(1e6, 512).room(0)).toBe(512);
  });

  test("one slow step with a prompt does not shrink the next chunk to a crumb", () => {
    const times = new StepTimes(135e6, 512);
    learn(times, 50, 250, 0, 100);
    const before = times.room(0);
    times.measured(60_000, 0, 100);
    expect(times.room(0)).toBeGreaterThan(before / 2);
  });
});

import { expect, it } from "vitest";
import { coresOfOthers, sampleCpu, type CpuSample } from "./cpu-load";

const sample = (busyTicks: number, allTicks: number, own: [number, number][]): CpuSample => ({
  cpus: 2,
  busyTicks,
  allTicks,
  processTicks: new Map(own),
});

it("what is busy and not ours is others'", () => {
  const before = sample(1_000, 10_000, [[1, 500]]);
  expect(coresOfOthers(before, sample(1_200, 10_200, [[1, 600]]))).toBe(1);
  expect(coresOfOthers(before, sample(1_100, 10_200, [[1, 600]]))).toBe(0);
});

it("a process that has just come or gone does not distort the figure", () => {
  const before = sample(1_000, 10_000, [[1, 500]]);
  expect(coresOfOthers(before, sample(1_100, 10_200, [[2, 9_000]]))).toBe(1);
});

it("two looks in the same tick say nothing", () => {
  expect(coresOfOthers(sample(1, 10, []), sample(1, 10, []))).toBe(0);
});

it.runIf(process.platform === "linux")("reads this machine and this process", () => {
  const now = sampleCpu([process.pid, 2 ** 22 + 1]);
  expect(now?.cpus).toBeGreaterThan(0);
  expect(now?.processTicks.get(process.pid)).toBeGreaterThan(0);
  expect(now?.processTicks.size).toBe(1);
});

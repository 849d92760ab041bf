import { expect, it } from "vitest";
import { coresOfOthers, sampleCpu, threadsInLine, type CpuSample } from "./cpu-load";

const sample = (busyTicks: number, allTicks: number, own: [number, number][]): CpuSample => ({
  cpus: 2,
  busyTicks,
  allTicks,
  processTicks: new Map(own),
  waitedNs: new Map(),
  atMs: 0,
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

it("a thread that stood in line half of the time is half a thread; new ones say nothing yet", () => {
  const at = (atMs: number, waitedNs: Map<number, number>) => ({ ...sample(0, 0, []), atMs, waitedNs });
  const before = at(1_000, new Map([[1, 10e6]]));
  const after = at(
    1_500,
    new Map([
      [1, 260e6],
      [2, 9e9],
    ]),
  );
  expect(threadsInLine(before, after)).toBe(0.5);
  expect(threadsInLine(after, after)).toBe(0);
});

it.runIf(process.platform === "linux")("reads this machine and this process", () => {
  const now = sampleCpu([process.pid, 2 ** 22 + 1]);
  expect(now?.cpus).toBeGreaterThan(0);
  expect(now?.processTicks.get(process.pid)).toBeGreaterThan(0);
  expect(now?.processTicks.size).toBe(1);
  expect(now?.waitedNs.get(process.pid)).toBeGreaterThanOrEqual(0);
});

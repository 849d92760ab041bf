import { describe, expect, it } from "vitest";
import { coresBesideLoads, threadsEach, usableCores } from "./threads";

it.each([
  [2, 1, 2],
  [2, 2, 1],
  [2, 3, 1],
  [8, 3, 2],
  [4, 0, 4],
])("%i cores and %i busy runners: %i threads each", (cores, busy, each) => {
  expect(threadsEach(cores, busy)).toBe(each);
});

it.each([
  [2, 0, 2],
  [2, 1, 1],
  [2, 3, 1],
  [8, 1, 7],
])("%i cores and %i loads leave %i for answers", (cores, loads, left) => {
  expect(coresBesideLoads(cores, loads)).toBe(left);
});

describe("cores that others leave free", () => {
  it.each([
    ["all on a calm machine", 2, 2, 0.1, 2],
    ["one less when another process takes most of one", 2, 2, 0.7, 1],
    ["never none", 2, 2, 2, 1],
    ["not more again while the other goes on", 1, 2, 0.5, 1],
    ["all again when it has ended", 1, 2, 0.1, 2],
    ["as many as are left of many", 8, 8, 3, 5],
  ])("%s", (_, now, cores, others, usable) => {
    expect(usableCores(now, cores, others)).toBe(usable);
  });

  it("neighbours on processors that we may not use up anyway do not count", () => {
    expect(usableCores(4, 4, 30, 64)).toBe(4);
  });
});

import { expect, it } from "vitest";
import { Counter, gauge, Histogram } from "./metric-series";

it("a counter without label begins at 0, one with label with what it has counted", () => {
  expect(new Counter("a_total", "A.").text()).toBe("# HELP a_total A.\n# TYPE a_total counter\na_total 0");
  const labelled = new Counter("b_total", "B.", "reason");
  labelled.add('x"y');
  labelled.add('x"y');
  expect(labelled.text()).toContain('b_total{reason="x\\"y"} 2');
});

it("a histogram's buckets are cumulative", () => {
  const histogram = new Histogram("c", "C.", [1, 2]);
  for (const value of [0.5, 1.5, 5]) histogram.observe(value);
  const lines = histogram.text().split("\n").slice(2);
  expect(lines).toEqual([
    'c_bucket{le="1"} 1',
    'c_bucket{le="2"} 2',
    'c_bucket{le="+Inf"} 3',
    "c_sum 7",
    "c_count 3",
  ]);
});

it("a gauge is a value", () => {
  expect(gauge("d", "D.", 3)).toBe("# HELP d D.\n# TYPE d gauge\nd 3");
});

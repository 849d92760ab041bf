import { expect, test } from "vitest";
import { reportProgress } from "@/sidecar/runner/progress";

test("progress never goes back, neither in value nor in stage, and skips what nobody would see", () => {
  const sent: unknown[] = [];
  const report = reportProgress((stage, value) => sent.push([stage, value]));
  report("header", 0);
  for (const value of [0.02, 0.021, 0.03, 0.05, 0.04]) report("weights", value);
  report("context", 0.65);
  report("weights", 0.66);
  report("template", 0.97);
  expect(sent).toEqual([
    ["header", 0],
    ["weights", 0.02],
    ["weights", 0.05],
    ["context", 0.65],
    ["template", 0.97],
  ]);
});

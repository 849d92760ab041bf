import { expect, it } from "vitest";
import { backoffMs } from "./backoff";

it("waits a quarter of a second at first, twice as long each time, ten seconds at most", () => {
  expect([1, 2, 3, 4, 5, 6, 7, 50].map(backoffMs)).toEqual([
    250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000,
  ]);
});

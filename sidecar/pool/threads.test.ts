import { expect, it } from "vitest";
import { threadsEach } from "./threads";

it.each([
  [2, 1, 2],
  [2, 2, 1],
  [2, 3, 1],
  [8, 3, 2],
  [4, 0, 4],
])("%i cores and %i busy runners: %i threads each", (cores, busy, each) => {
  expect(threadsEach(cores, busy)).toBe(each);
});

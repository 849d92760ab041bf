import { totalmem } from "node:os";
import { expect, it } from "vitest";
import { defaultBudgetBytes, measureBytes, memAvailableBytes } from "./memory";

it("what is left is something, and not more than the machine has", () => {
  expect(memAvailableBytes()).toBeGreaterThan(0);
  expect(memAvailableBytes()).toBeLessThanOrEqual(totalmem());
});

it("the default budget leaves a third of it alone", () => {
  expect(defaultBudgetBytes()).toBeLessThan(0.75 * memAvailableBytes());
});

it("measures a process, and says null of one that is not there", async () => {
  expect(await measureBytes([process.pid])).toBeGreaterThan(10 * 2 ** 20);
  expect(await measureBytes([process.pid, 2 ** 22 + 1])).toBeNull();
});

import { expect, test } from "vitest";
import { WaitClock } from "@/lib/services/generations/wait-clock";

test("time in line and time of the load are told apart", () => {
  const clock = new WaitClock();
  clock.enter({ position: 2, etaMs: null }, 100);
  clock.enter({ position: 1, etaMs: null }, 250);
  clock.enter({ progress: 0, etaMs: 900 }, 400);
  clock.enter({ progress: 0.9, etaMs: 10 }, 1200);
  clock.leave(1300);
  expect([clock.queueMs, clock.loadMs]).toEqual([300, 900]);
});

test("an engine that tells of no wait had none", () => {
  const clock = new WaitClock();
  clock.leave(5000);
  expect([clock.queueMs, clock.loadMs]).toEqual([0, 0]);
});

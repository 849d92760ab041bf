import { expect, test } from "vitest";
import type { SwitchState } from "@/lib/contract/models";
import { stateAfter, statesBefore, type SwitchStep } from "@/lib/services/switches/switch-state";

const allowed: [SwitchState, SwitchStep, SwitchState][] = [
  ["requested", "authorize", "authorized"],
  ["requested", "deny", "denied"],
  ["requested", "fail", "rolled_back"],
  ["requested", "supersede", "superseded"],
  ["requested", "cancel", "cancelled"],
  ["authorized", "warm", "warming"],
  ["authorized", "commit", "active"],
  ["authorized", "fail", "rolled_back"],
  ["authorized", "supersede", "superseded"],
  ["authorized", "cancel", "cancelled"],
  ["warming", "commit", "active"],
  ["warming", "fail", "rolled_back"],
  ["warming", "supersede", "superseded"],
  ["warming", "cancel", "cancelled"],
];
const steps: SwitchStep[] = ["authorize", "deny", "warm", "commit", "fail", "supersede", "cancel"];

test.each(allowed)("%s, %s → %s", (from, step, to) => {
  expect(statesBefore(step)).toContain(from);
  expect(stateAfter(step)).toBe(to);
});

test("every other step is impossible", () => {
  const possible = steps.flatMap((step) => statesBefore(step).map((state) => `${state} ${step}`));
  expect(possible.toSorted()).toEqual(allowed.map(([from, step]) => `${from} ${step}`).toSorted());
});

test.each(["active", "rolled_back", "superseded", "cancelled", "denied"] as const)(
  "nothing can happen to a switch that is %s",
  (state) => {
    expect(steps.filter((step) => statesBefore(step).includes(state))).toEqual([]);
  },
);

import type { SwitchState } from "@/lib/contract/models";

/** What can happen to a switch (design, section 4). */
export type SwitchStep = "authorize" | "deny" | "warm" | "commit" | "fail" | "supersede" | "cancel";

const steps: Record<SwitchStep, { from: readonly SwitchState[]; to: SwitchState }> = {
  authorize: { from: ["requested"], to: "authorized" },
  deny: { from: ["requested"], to: "denied" },
  warm: { from: ["authorized"], to: "warming" },
  commit: { from: ["authorized", "warming"], to: "active" },
  fail: { from: ["requested", "authorized", "warming"], to: "rolled_back" },
  supersede: { from: ["requested", "authorized", "warming"], to: "superseded" },
  cancel: { from: ["requested", "authorized", "warming"], to: "cancelled" },
};

/** The state after a step; null when the step is not possible: a switch ends once. */
export function nextState(state: SwitchState, step: SwitchStep): SwitchState | null {
  const { from, to } = steps[step];
  return from.includes(state) ? to : null;
}

/** The states that a step may start from, for conditional updates. */
export function statesBefore(step: SwitchStep): SwitchState[] {
  return [...steps[step].from];
}

/** Nothing can happen to it any more. */
export function isEnded(state: SwitchState): boolean {
  return Object.values(steps).every(({ from }) => !from.includes(state));
}

import type { SwitchState } from "@/lib/contract/models";

/** What can happen to a switch (design, section 4). */
export type SwitchStep = "authorize" | "deny" | "warm" | "commit" | "fail" | "supersede" | "cancel";

const steps = {
  authorize: { from: ["requested"], to: "authorized" },
  deny: { from: ["requested"], to: "denied" },
  warm: { from: ["authorized"], to: "warming" },
  commit: { from: ["authorized", "warming"], to: "active" },
  fail: { from: ["requested", "authorized", "warming"], to: "rolled_back" },
  supersede: { from: ["requested", "authorized", "warming"], to: "superseded" },
  cancel: { from: ["requested", "authorized", "warming"], to: "cancelled" },
} as const satisfies Record<SwitchStep, { from: readonly SwitchState[]; to: SwitchState }>;

/** The state that a step leads to. */
export function stateAfter<S extends SwitchStep>(step: S): (typeof steps)[S]["to"] {
  return steps[step].to;
}

/** The states that a step may start from, for conditional updates: a switch ends once. */
export function statesBefore(step: SwitchStep): SwitchState[] {
  return [...steps[step].from];
}

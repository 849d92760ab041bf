import { modelGoal, tierGoal } from "@/components/models/goals";
import { modelRows } from "@/components/models/model-row";
import { findModel, tierName } from "@/lib/client/models-lookup";
import type { ModelsState, SwitchGoal } from "@/lib/client/models-state";
import type { Problem } from "@/lib/contract/problem";

/** What was asked for and can not be used: a tier, a line of the picker, or what the server refused. */
export type LockedThing =
  | { kind: "tier"; id: string }
  | { kind: "model"; key: string; name: string }
  | { kind: "denied"; problem: Problem };

export type LockedView =
  /** An account tier opens it, and one may ask for that. */
  | {
      kind: "ask";
      /** The account tier to ask for. */
      tier: string;
      name: string;
      title: string;
      reason: string;
      gives: string | null;
    }
  /** It has been unlocked meanwhile. */
  | { kind: "open"; title: string; name: string; reason: string; goal: SwitchGoal }
  /** Nobody to ask. */
  | { kind: "closed"; title: string; reason: string };

type Known = Pick<ModelsState, "providers" | "tiers" | "selection" | "running">;

/** Words for a locked thing, from what the page knows now: a decision that arrives meanwhile changes them. */
export function lockedView(state: Known, locked: LockedThing): LockedView {
  switch (locked.kind) {
    case "tier":
      return lockedTier(state, locked.id);
    case "model":
      return lockedModel(state, locked);
    case "denied": {
      const { requiredTier, detail } = locked.problem;
      if (!requiredTier) return { kind: "closed", title: "This is not part of your account", reason: detail };
      const now = lockedTier(state, requiredTier);
      return now.kind === "open" ? now : askFor(state, requiredTier, withoutKept(detail));
    }
    default: {
      const never: never = locked;
      return never;
    }
  }
}

function lockedTier(state: Known, id: string): LockedView {
  const tier = state.tiers?.tiers.find((candidate) => candidate.id === id);
  const name = tierName(state, id);
  if (!tier?.access.allowed) {
    const required = tier?.access.requiredTier ?? id;
    return askFor(
      state,
      required,
      `${yours(state)}${name} needs a ${tierName(state, required)} account.`,
      id,
    );
  }
  const goal = tierGoal(tier);
  if (!goal) return { kind: "closed", title: `${name} has no model yet`, reason: "An admin can add one." };
  return tier.available
    ? { kind: "open", title: `${name} is part of your account now`, reason: "", name, goal }
    : { kind: "open", title: `${name} is not available now`, reason: unavailable(state, goal), name, goal };
}

/** Why a tier's model can not answer now. */
function unavailable(state: Known, goal: SwitchGoal): string {
  const found = findModel(state, goal);
  if (!found) return "Its model is not there.";
  const { provider, model } = found;
  if (provider.status === "down") return `${provider.label} does not answer.`;
  return `${model.displayName} did not load${model.reason ? `: ${model.reason}` : "."}`;
}

function lockedModel(state: Known, { key, name }: { key: string; name: string }): LockedView {
  const row = modelRows(state).find((candidate) => candidate.key === key);
  if (!row) return { kind: "closed", title: `${name} is not in the list any more`, reason: "" };
  const { model, provider, why } = row;
  const { displayName, access } = model;
  if (access.allowed)
    return {
      kind: "open",
      title: `${displayName} is open to you`,
      reason: "",
      name: displayName,
      goal: modelGoal(provider, model),
    };
  const closed = (title: string): LockedView => ({ kind: "closed", title, reason: why ?? "" });
  switch (access.reason) {
    case "quota":
      return closed(`${displayName} is used up for now`);
    case "maintenance":
      return closed(`${displayName} is in maintenance`);
    case "admin":
      return closed(`${displayName} is turned off`);
    case "gone":
      return closed(`The file of ${displayName} was removed`);
    case "tier":
      return askFor(
        state,
        access.requiredTier ?? model.tier,
        `${yours(state)}${displayName} belongs to ${tierName(state, model.tier)}.`,
        model.tier,
      );
    case undefined:
      return closed(`${displayName} can not be used for chats`);
    default: {
      const never: never = access.reason;
      return never;
    }
  }
}

/** @param of the tier that was wanted, where an account tier of another name opens it */
function askFor(state: Known, tier: string, reason: string, of = tier): LockedView {
  const name = tierName(state, tier);
  return {
    kind: "ask",
    tier,
    name,
    title: `${tierName(state, of)} is not part of your account`,
    reason,
    gives: gives(state, of),
  };
}

const mostNames = 4;

/** "For demanding questions. With it: Qwen3 4B Instruct, GPT-4o mini." */
function gives(state: Known, id: string): string | null {
  const tier = state.tiers?.tiers.find((candidate) => candidate.id === id);
  if (!tier) return null;
  const names = tier.profiles.map(({ displayName }) => displayName);
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : "";
  const models = names.length > 0 ? `With it: ${names.slice(0, mostNames).join(", ")}${more}.` : "";
  return [tier.description, models].filter(Boolean).join(" ") || null;
}

function yours(state: Known): string {
  const account = state.tiers?.accountTier;
  return account ? `Your account is ${tierName(state, account)}; ` : "";
}

/** The dialog says itself what was kept. */
function withoutKept(detail: string): string {
  return detail.replace(/ Nothing was changed\.$/, "");
}

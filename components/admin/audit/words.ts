import type { DotKind } from "@/components/ui/state";
import type { AuditItem } from "@/lib/contract/audit";

/** What the trail calls an action, for people. An action that is not here shows by its own name. */
const actionWords: Record<string, string> = {
  "site.setup": "Set the site up",
  "site-settings.change": "Changed the site's settings",
  "user.create": "Added a user",
  "user.invite": "Made a password link",
  "user.register": "Made an account",
  "user.change": "Changed a user",
  "user.sign-in": "Signed in",
  "user.sign-out": "Signed out",
  "user.password-change": "Changed a password",
  "user.link": "Linked a sign-in",
  "session.revoke": "Ended a session",
  "model.switch": "Model switch",
  "model.use": "Model use",
  "model.load": "Loaded a model",
  "model.unload": "Unloaded a model",
  "model.pin": "Pinned or released a model",
  "model.download": "Downloaded a model",
  "conversation.delete": "Deleted a chat",
  "profile.change": "Changed a model's availability",
  "permissions.change": "Changed permissions",
  "tier.create": "Added a tier",
  "tier.change": "Changed a tier",
  "tier.delete": "Removed a tier",
  "grant.create": "Granted a tier",
  "grant.end": "Ended a grant",
  "upgrade.request": "Asked for a tier",
  "upgrade.decide": "Decided a request",
  "upgrade.checkout": "Began to pay",
  "upgrade.purchase": "Bought a tier",
  "flag.change": "Changed who sees a feature",
  "audit.verify": "Verified the trail",
  "audit.export": "Exported the trail",
  "audit.prune": "Removed old rows of the trail",
};

export const actionName = (action: string): string => actionWords[action] ?? action;

/** How an attempt to switch can end. */
export const switchOutcomes = [
  "active",
  "denied",
  "rolled_back",
  "superseded",
  "cancelled",
  "conflict",
  "not_found",
  "incompatible",
  "rate_limited",
] as const;

/** "rolled_back" → "rolled back" */
export const outcomeName = (outcome: string): string => outcome.replaceAll("_", " ");

export function outcomeDot(outcome: string): DotKind {
  switch (outcome) {
    case "active":
    case "ok":
    case "approved":
      return "ready";
    case "rolled_back":
    case "failed":
    case "broken":
      return "fail";
    case "rate_limited":
    case "incompatible":
      return "wait";
    default:
      return "off";
  }
}

/** Who acted: a name where the account is still there. */
export function actorName({ kind, id, name }: AuditItem["actor"]): string {
  switch (kind) {
    case "user":
      return name ?? (id ? `account ${id}` : "somebody who was not signed in");
    case "api_key":
      return `API key ${id ?? ""}`.trim();
    case "system":
      return "the site itself";
    default:
      return kind satisfies never;
  }
}

/** Why a target was allowed or not. */
export function ruleWords(rule: string): string {
  if (rule === "matrix") return "the permission matrix allows it";
  if (rule === "admin") return "the role admin may use every tier";
  if (rule === "none") return "no rule allows it";
  return rule.startsWith("grant:") ? `a single grant (${rule.slice("grant:".length)})` : rule;
}

/** Why somebody had the tier selector, or not. */
export function flagWords(variant: string): string {
  const words: Record<string, string> = {
    off: "off for everybody",
    user: "on, named in the list of people",
    tier: "on, by the account tier",
    percentage: "on, inside the percentage",
    outside: "off, outside the percentage",
    error: "off, the flag service did not answer",
  };
  return words[variant] ?? variant;
}

/** "0.21 s", "14 ms" */
export function durationWords(ms: number): string {
  if (ms < 100) return `${Math.round(ms)} ms`;
  const digits = ms < 1_000 ? 2 : 1;
  return `${(ms / 1_000).toFixed(digits)} s`;
}

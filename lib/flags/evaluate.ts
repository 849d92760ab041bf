import { createHash } from "node:crypto";

export interface FlagRule {
  key: string;
  enabled: boolean;
  /** 0…100 */
  percentage: number;
  tiers: readonly string[];
  userIds: readonly string[];
}

/** Why a flag is as it is for one user; `off` and `outside` are the two ways not to have it. */
export type FlagVariant = "off" | "user" | "tier" | "percentage" | "outside";

/** Is the flag on for this user, and by which rule? Named users first, then account tiers, then the percentage. */
export function evaluateFlag(
  flag: FlagRule,
  user: { id: string; accountTier: string | undefined },
): { value: boolean; variant: FlagVariant } {
  if (!flag.enabled) return { value: false, variant: "off" };
  if (flag.userIds.includes(user.id)) return { value: true, variant: "user" };
  if (user.accountTier !== undefined && flag.tiers.includes(user.accountTier))
    return { value: true, variant: "tier" };
  if (placeOf(flag.key, user.id) < flag.percentage) return { value: true, variant: "percentage" };
  return { value: false, variant: "outside" };
}

/** A place from 0 up to 100 that a user keeps for one flag; other flags have other orders. */
export function placeOf(key: string, userId: string): number {
  const first = createHash("sha256").update(`${key}\n${userId}`).digest().readUInt32BE(0);
  return (first / 2 ** 32) * 100;
}

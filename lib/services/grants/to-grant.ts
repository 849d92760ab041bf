import type { Grant } from "@/lib/contract/entitlements";
import type { TierGrant } from "@/lib/db/generated/client";

export function toGrant({ id, tierId, until, reason }: TierGrant): Grant {
  return { id, tier: tierId, until: until?.toISOString() ?? null, ...(reason && { reason }) };
}

/** Grants that count now. */
export const inForce = (now = new Date()) => ({ OR: [{ until: null }, { until: { gt: now } }] });

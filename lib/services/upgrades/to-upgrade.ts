import { UpgradeState, type UpgradeRequest } from "@/lib/contract/upgrade";
import type { UpgradeRequest as Row } from "@/lib/db/generated/client";

export function toUpgrade(row: Row): UpgradeRequest {
  return {
    id: row.id,
    tier: row.tierId,
    note: row.note,
    state: UpgradeState.parse(row.state),
    until: row.until?.toISOString() ?? null,
    reason: row.reason,
    createdAt: row.createdAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  };
}

/** What the unique index holds while a request is open. */
export const openKey = (userId: string, tierId: string) => `${userId} ${tierId}`;

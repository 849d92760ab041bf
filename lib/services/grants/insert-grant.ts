import type { Context } from "@/lib/access/actor";
import { appendAudit } from "@/lib/audit/append";
import type { Transaction } from "@/lib/db/client";
import type { TierGrant } from "@/lib/db/generated/client";
import { problem } from "@/lib/errors";

/** The one way a grant comes into being, with its row in the trail. @throws invalid_request (no such tier, or an end that has passed) */
export async function insertGrant(
  tx: Transaction,
  ctx: Context,
  { userId, tier, until, reason = "" }: { userId: string; tier: string; until: Date | null; reason?: string },
): Promise<TierGrant> {
  if (!(await tx.tier.findUnique({ where: { id: tier }, select: { id: true } })))
    throw problem("invalid_request", `There is no tier "${tier}".`, {
      issues: [{ path: "tier", message: "there is no such tier" }],
    });
  if (until && until <= new Date())
    throw problem("invalid_request", "The grant would have ended already.", {
      issues: [{ path: "until", message: "must be in the future" }],
    });
  const grant = await tx.tierGrant.create({ data: { userId, tierId: tier, until, reason: reason || null } });
  await appendAudit(tx, ctx, {
    action: "grant.create",
    outcome: "ok",
    target: userId,
    ...(reason && { reason }),
    to: { tier, until: until?.toISOString() ?? null },
    details: { grantId: grant.id },
  });
  return grant;
}

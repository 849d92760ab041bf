import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { appendAudit } from "@/lib/audit/append";
import { transaction } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { toGrant } from "@/lib/services/grants/to-grant";
import { publishEntitlements } from "@/lib/services/permissions/publish-entitlements";

/** Takes a grant back; it stops counting at once. @throws forbidden, not_found */
export async function endGrant(
  ctx: Context,
  { userId, grantId }: { userId: string; grantId: string },
): Promise<void> {
  assertCan(ctx.actor, "grant:change");
  await transaction(async (tx) => {
    const grant = await tx.tierGrant.findFirst({ where: { id: grantId, userId } });
    if (!grant) throw problem("not_found", "There is no such grant.");
    await tx.tierGrant.delete({ where: { id: grantId } });
    const { tier, until } = toGrant(grant);
    await appendAudit(tx, ctx, {
      action: "grant.end",
      outcome: "ok",
      target: userId,
      from: { tier, until },
      details: { grantId },
    });
  });
  await publishEntitlements({ id: userId });
}

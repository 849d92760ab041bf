import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { appendAudit } from "@/lib/audit/append";
import { transaction } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { readTiers } from "@/lib/services/admin-tiers/read-tiers";
import { movePermissions } from "@/lib/services/permissions/read-permissions";
import { publishEntitlements } from "@/lib/services/permissions/publish-entitlements";

/** Where new accounts start, and what everybody falls back to. */
const kept = "standard";

/**
 * Removes an empty tier, with its row and column of the matrix, its grants and its upgrade requests.
 * @throws forbidden (not an admin, `standard`, or profiles or accounts hang on it), not_found
 */
export async function deleteTier(ctx: Context, id: string): Promise<void> {
  assertCan(ctx.actor, "permission:change");
  await transaction(async (tx) => {
    const tier = (await readTiers(tx)).find((other) => other.id === id);
    if (!tier) throw problem("not_found", "There is no such tier.");
    if (id === kept)
      throw problem(
        "forbidden",
        `${tier.displayName} is where accounts start; it can be renamed, not removed.`,
      );
    const { profiles, accounts, displayName, description } = tier;
    if (profiles || accounts)
      throw problem(
        "forbidden",
        `${displayName} still has ${profiles} profiles and ${accounts} accounts. Move them to another tier first; nothing was removed.`,
      );
    await tx.invite.updateMany({ where: { accountTier: id, usedAt: null }, data: { accountTier: kept } });
    await tx.tier.delete({ where: { id } });
    await appendAudit(tx, ctx, {
      action: "tier.delete",
      outcome: "ok",
      target: id,
      from: { displayName, description },
      details: { version: await movePermissions(tx) },
    });
  });
  await publishEntitlements({});
}

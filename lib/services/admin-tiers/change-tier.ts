import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { appendAudit } from "@/lib/audit/append";
import type { AdminTier, PatchTierInput } from "@/lib/contract/entitlements";
import { transaction } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { readTiers } from "@/lib/services/admin-tiers/read-tiers";
import { movePermissions } from "@/lib/services/permissions/read-permissions";
import { publishEntitlements } from "@/lib/services/permissions/publish-entitlements";

/** Renames, describes or moves a tier; `order` is its new place, 0 the first. @throws forbidden, not_found */
export async function changeTier(ctx: Context, id: string, patch: PatchTierInput): Promise<AdminTier> {
  assertCan(ctx.actor, "permission:change");
  const { tier, changed } = await transaction(async (tx) => {
    const tiers = await readTiers(tx);
    const before = tiers.find((tier) => tier.id === id);
    if (!before) throw problem("not_found", "There is no such tier.");
    const { displayName = before.displayName, description = before.description } = patch;
    const order = Math.min(patch.order ?? before.order, tiers.length - 1);
    const after = { ...before, displayName, description, order };
    const keys = (["displayName", "description", "order"] as const).filter(
      (key) => after[key] !== before[key],
    );
    if (!keys.length) return { tier: before, changed: false };
    await tx.tier.update({ where: { id }, data: { displayName, description } });
    const ids = tiers.map((tier) => tier.id).filter((other) => other !== id);
    ids.splice(order, 0, id);
    for (const [position, other] of ids.entries())
      await tx.tier.update({ where: { id: other }, data: { position } });
    const pick = (tier: AdminTier) => Object.fromEntries(keys.map((key) => [key, tier[key]]));
    await appendAudit(tx, ctx, {
      action: "tier.change",
      outcome: "ok",
      target: id,
      from: pick(before),
      to: pick(after),
      details: { version: await movePermissions(tx) },
    });
    return { tier: after, changed: true };
  });
  if (changed) await publishEntitlements({});
  return tier;
}

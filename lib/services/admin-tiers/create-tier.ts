import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { appendAudit } from "@/lib/audit/append";
import type { AdminTier, CreateTierInput } from "@/lib/contract/entitlements";
import { transaction } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { readTiers } from "@/lib/services/admin-tiers/read-tiers";
import { movePermissions } from "@/lib/services/permissions/read-permissions";
import { publishEntitlements } from "@/lib/services/permissions/publish-entitlements";
import { toSlug } from "@/lib/services/profiles/to-slug";

const most = 50;

/** A new tier, after the others. Accounts of it may use itself and `standard` unless `allows` says otherwise. @throws forbidden, invalid_request */
export async function createTier(ctx: Context, input: CreateTierInput): Promise<AdminTier> {
  assertCan(ctx.actor, "permission:change");
  const tier = await transaction(async (tx) => {
    const tiers = await tx.tier.findMany({ select: { id: true, position: true } });
    const taken = new Set(tiers.map(({ id }) => id));
    const { displayName, description = "" } = input;
    const id = input.id ?? toSlug(displayName, "tier", taken).slice(0, 40);
    const allows = new Set(input.allows ?? ["standard", id]);
    const missing = [...allows].find((other) => other !== id && !taken.has(other));
    const refusal = taken.has(id)
      ? { path: "id", message: "there is a tier of this name already" }
      : tiers.length >= most
        ? { path: "id", message: `a site has ${most} tiers at most` }
        : missing !== undefined && input.allows
          ? { path: "allows", message: `there is no tier "${missing}"` }
          : null;
    if (refusal)
      throw problem("invalid_request", `The tier was not added: ${refusal.message}.`, { issues: [refusal] });
    const position = Math.max(-1, ...tiers.map((other) => other.position)) + 1;
    await tx.tier.create({ data: { id, displayName, description, position } });
    for (const tierId of allows)
      if (tierId === id || taken.has(tierId))
        await tx.tierPermission.create({ data: { accountTierId: id, tierId } });
    await appendAudit(tx, ctx, {
      action: "tier.create",
      outcome: "ok",
      target: id,
      to: { displayName, description, allows: [...allows] },
      details: { version: await movePermissions(tx) },
    });
    const made = (await readTiers(tx)).find((other) => other.id === id);
    if (!made) throw new Error("a tier that was just made is not there");
    return made;
  });
  // Locked tiers are visible to everybody.
  await publishEntitlements({});
  return tier;
}

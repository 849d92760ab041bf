import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { appendAudit } from "@/lib/audit/append";
import type { PatchAvailabilityInput, ProfileAvailability } from "@/lib/contract/entitlements";
import { transaction } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { publishEntitlements } from "@/lib/services/permissions/publish-entitlements";

/**
 * Switches a profile off or on, or closes it until a time. It counts from the next request of everybody on; answers that
 * are being written finish.
 * @throws forbidden, not_found
 */
export async function changeAvailability(
  ctx: Context,
  id: string,
  patch: PatchAvailabilityInput,
): Promise<ProfileAvailability> {
  assertCan(ctx.actor, "model:manage");
  const { profile, changed } = await transaction(async (tx) => {
    const row = await tx.modelProfile.findUnique({ where: { id } });
    if (!row) throw problem("not_found", "There is no such model profile.");
    const { displayName } = row;
    const before = { enabled: row.enabled, maintenanceUntil: row.maintenanceUntil?.toISOString() ?? null };
    const { enabled = before.enabled, maintenanceUntil: until = before.maintenanceUntil } = patch;
    const date = until === null ? null : new Date(until);
    const after = { enabled, maintenanceUntil: date?.toISOString() ?? null };
    const profile = { id, displayName, ...after };
    if (before.enabled === after.enabled && before.maintenanceUntil === after.maintenanceUntil)
      return { profile, changed: false };
    await tx.modelProfile.update({ where: { id }, data: { enabled, maintenanceUntil: date } });
    await appendAudit(tx, ctx, {
      action: "profile.change",
      outcome: "ok",
      target: id,
      from: before,
      to: after,
    });
    return { profile, changed: true };
  });
  if (changed) await publishEntitlements({});
  return profile;
}

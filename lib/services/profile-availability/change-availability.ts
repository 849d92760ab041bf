import { isDeepStrictEqual } from "node:util";
import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { appendAudit } from "@/lib/audit/append";
import type { PatchAvailabilityInput, ProfileAvailability } from "@/lib/contract/entitlements";
import { transaction } from "@/lib/db/client";
import type { ModelProfile } from "@/lib/db/generated/client";
import { problem } from "@/lib/errors";
import { publishEntitlements } from "@/lib/services/permissions/publish-entitlements";

/**
 * Switches a profile off or on, closes it until a time, or limits its answers. It counts from the next request of everybody on; answers that
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
    const before = settings(row);
    const after = settings(
      await tx.modelProfile.update({
        where: { id },
        data: {
          ...patch,
          ...(patch.maintenanceUntil && { maintenanceUntil: new Date(patch.maintenanceUntil) }),
        },
      }),
    );
    const profile = { id, displayName: row.displayName, ...after };
    if (isDeepStrictEqual(before, after)) return { profile, changed: false };
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

function settings({ enabled, maintenanceUntil, maxTokens }: ModelProfile) {
  return { enabled, maintenanceUntil: maintenanceUntil?.toISOString() ?? null, maxTokens };
}

import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { appendAudit } from "@/lib/audit/append";
import type { Permissions } from "@/lib/contract/entitlements";
import { transaction } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { matrixChanges } from "@/lib/services/permissions/matrix-changes";
import { publishEntitlements } from "@/lib/services/permissions/publish-entitlements";
import { movePermissions, readPermissions } from "@/lib/services/permissions/read-permissions";

/**
 * Puts the whole matrix. It counts from the next request of everybody on; answers that are being written finish.
 * @throws forbidden, invalid_request (no such tier), version_conflict
 */
export async function changePermissions(ctx: Context, wanted: Permissions): Promise<Permissions> {
  assertCan(ctx.actor, "permission:change");
  const { after, touched } = await transaction(async (tx) => {
    const before = await readPermissions(tx);
    if (before.version !== wanted.version)
      throw problem(
        "version_conflict",
        "Somebody else changed the permissions in the meantime. Nothing was saved; look at them again.",
      );
    const { added, removed } = matrixChanges(before.matrix, wanted.matrix);
    const touched = [...new Set([...added, ...removed].map(({ accountTier }) => accountTier))];
    if (!touched.length) return { after: before, touched };
    for (const { accountTier: accountTierId, tier: tierId } of removed)
      await tx.tierPermission.deleteMany({ where: { accountTierId, tierId } });
    for (const { accountTier: accountTierId, tier: tierId } of added)
      await tx.tierPermission.create({ data: { accountTierId, tierId } });
    const version = await movePermissions(tx, before.version);
    const after = await readPermissions(tx);
    const rows = (matrix: Permissions["matrix"]) =>
      Object.fromEntries(touched.map((id) => [id, matrix[id] ?? []]));
    await appendAudit(tx, ctx, {
      action: "permissions.change",
      outcome: "ok",
      from: rows(before.matrix),
      to: rows(after.matrix),
      details: { version },
    });
    return { after, touched };
  });
  if (touched.length) await publishEntitlements({ accountTier: { in: touched } });
  return after;
}

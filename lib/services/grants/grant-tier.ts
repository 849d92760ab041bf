import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import type { Grant, GrantInput } from "@/lib/contract/entitlements";
import { transaction } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { insertGrant } from "@/lib/services/grants/insert-grant";
import { toGrant } from "@/lib/services/grants/to-grant";
import { publishEntitlements } from "@/lib/services/permissions/publish-entitlements";

/** Opens a tier to one person, for good or until a date. Grants add to the matrix. @throws forbidden, not_found, invalid_request */
export async function grantTier(
  ctx: Context,
  userId: string,
  { tier, until = null, reason = "" }: GrantInput,
): Promise<Grant> {
  assertCan(ctx.actor, "grant:change");
  const grant = await transaction(async (tx) => {
    if (!(await tx.user.findUnique({ where: { id: userId }, select: { id: true } })))
      throw problem("not_found", "There is no such user.");
    return insertGrant(tx, ctx, { userId, tier, until: until === null ? null : new Date(until), reason });
  });
  await publishEntitlements({ id: userId });
  return toGrant(grant);
}

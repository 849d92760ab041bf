import type { Context } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { appendAudit } from "@/lib/audit/append";
import { transaction } from "@/lib/db/client";
import { siteOrigin } from "@/lib/env";
import { problem } from "@/lib/errors";
import { insertInvite } from "@/lib/services/users/insert-invite";

/**
 * A new link through which the account's owner sets a password: for a lost invitation or a forgotten password. Older
 * links end; password and sessions stay as they are until the new one is used.
 * @throws forbidden, not_found, invalid_request (the account is disabled)
 */
export async function renewInvite(ctx: Context, userId: string): Promise<{ inviteUrl: string }> {
  assertCan(ctx.actor, "user:change");
  return transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId } });
    if (!user) throw problem("not_found", "There is no such user.");
    if (user.disabledAt) throw problem("invalid_request", "This account is disabled. Enable it first.");
    await tx.invite.updateMany({ where: { userId, usedAt: null }, data: { expiresAt: new Date() } });
    const token = await insertInvite(tx, ctx, user);
    await appendAudit(tx, ctx, { action: "user.invite", outcome: "ok", target: userId });
    return { inviteUrl: `${siteOrigin()}/register?invite=${token}` };
  });
}

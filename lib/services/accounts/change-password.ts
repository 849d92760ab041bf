import type { UserContext } from "@/lib/access/actor";
import { appendAudit } from "@/lib/audit/append";
import type { ChangePasswordInput } from "@/lib/contract/account";
import { db, transaction } from "@/lib/db/client";
import { problem } from "@/lib/errors";
import { countFailures } from "@/lib/limits/count-failures";
import { hashPassword, verifyPassword } from "@/lib/services/accounts/password";

/**
 * Changes the password and ends every other session of the account.
 * @throws forbidden (wrong current password, or the account has none), rate_limited
 */
export async function changePassword(ctx: UserContext, input: ChangePasswordInput): Promise<void> {
  const userId = ctx.actor.id;
  const credential = await db().credential.findUnique({ where: { userId } });
  if (!credential)
    throw problem("forbidden", "This account signs in through another service and has no password here.");
  const matches = await countFailures(ctx, [["sign-in.account", ctx.actor.email]], async () => {
    const value = await verifyPassword(credential.passwordHash, input.currentPassword);
    return { failed: !value, value };
  });
  if (!matches) throw problem("forbidden", "The current password is not right. Nothing was changed.");
  const passwordHash = await hashPassword(input.newPassword);
  await transaction(async (tx) => {
    // Of two changes at once the one that knew the stored password wins.
    const changed = await tx.credential.updateMany({
      where: { userId, passwordHash: credential.passwordHash },
      data: { passwordHash },
    });
    if (changed.count !== 1)
      throw problem("version_conflict", "The password was changed elsewhere at the same time.");
    const ended = await tx.session.updateMany({
      where: { userId, revokedAt: null, id: { not: ctx.actor.sessionId } },
      data: { revokedAt: new Date() },
    });
    await appendAudit(tx, ctx, {
      action: "user.password-change",
      outcome: "ok",
      target: userId,
      details: { endedSessions: ended.count },
    });
  });
}
